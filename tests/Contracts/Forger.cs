using OrleansNaming.Wire;

namespace OrleansNaming.Contracts;

/// <summary>Seals messages as a process would that was heard before: its boot, its ports, higher sequences.</summary>
internal static class Forger
{
    public static IEnumerable<byte[]> Seal(string cluster, Envelope heard, Keyring keys, IReadOnlyList<Message> messages)
    {
        var sealer = new Sealer(cluster, heard.Sender, heard.Boot, heard.ProbePort, heard.PullPort, keys);
        while (sealer.LastSequence <= heard.Sequence)
        {
            _ = sealer.Seal(messages[0]); // only to use the sequence up
        }

        return messages.Select(message => sealer.Seal(message));
    }
}
