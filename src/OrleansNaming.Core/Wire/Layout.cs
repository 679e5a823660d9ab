namespace OrleansNaming.Wire;

/// <summary>Where each part of an envelope stands; docs/protocol.md draws it. Integers are little-endian, the boot id big-endian.</summary>
internal static class Layout
{
    /// <summary>'O', 'N'.</summary>
    public const ushort Magic = 0x4E4F;

    /// <summary>The wire version. What comes later is carried by unknown fields; another number means that this build must not read on.</summary>
    public const byte Version = 1;

    public const int MagicAt = 0;
    public const int VersionAt = 2;
    public const int KindAt = 3;
    public const int FlagsAt = 4;
    public const int KeyIdAt = 5;
    public const int ClusterAt = 9;
    public const int BootAt = 17;
    public const int SequenceAt = 33;
    public const int InReplyToAt = 41;
    public const int ProbePortAt = 49;
    public const int PullPortAt = 51;
    public const int SenderLengthAt = 53;
    public const int SenderAt = 54;

    /// <summary>The shortest envelope: a sender of one character and nothing else.</summary>
    public const int BytesMin = SenderAt + 1;

    /// <summary>The first 16 bytes of HMAC-SHA256 (RFC 2104 section 5 allows half), at the end.</summary>
    public const int MacBytes = 16;

    /// <summary>An authentication code stands at the end.</summary>
    public const byte SealedFlag = 1;

    /// <summary>
    /// Bits 1 to 3 change how the rest is read, so a reader that does not know one refuses the envelope; bit 1 is reserved for AES-GCM.
    /// Bits 4 to 7 may be ignored.
    /// </summary>
    public const byte CriticalFlags = 0b1110;
}
