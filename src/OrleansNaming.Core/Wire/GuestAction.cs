namespace OrleansNaming.Wire;

/// <summary>What a <see cref="GuestRequest"/> wants.</summary>
internal enum GuestAction : byte
{
    /// <summary>Renew the lease: the asker got a heartbeat for a guest that the receiver holds.</summary>
    Renew = 0,

    /// <summary>Become the holder: the asker is about to stop.</summary>
    TakeOver = 1,

    /// <summary>Hear how a guest that the receiver holds says that it is.</summary>
    Tell = 2,
}
