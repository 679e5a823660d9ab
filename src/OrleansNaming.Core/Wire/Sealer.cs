namespace OrleansNaming.Wire;

/// <summary>STUB: turns messages into authenticated bytes of this process, each with the next sequence.</summary>
internal sealed class Sealer(string cluster, ServerId server, BootId boot, int probePort, int pullPort, Keyring keys)
{
    public ulong LastSequence => throw new NotImplementedException();

    public byte[] Seal(Message message, ulong inReplyTo = 0) => throw new NotImplementedException();
}
