namespace OrleansNaming.Wire;

/// <summary>How a field's value is written: the lowest two bits of its tag. A reader can step over any field by this alone.</summary>
internal enum WireType : byte
{
    /// <summary>LEB128, unsigned, at most 10 bytes, in the shortest form.</summary>
    Varint = 0,

    /// <summary>A varint length and that many bytes: text, a nested message, raw bytes.</summary>
    Bytes = 1,

    /// <summary>8 bytes, little-endian.</summary>
    Fixed64 = 2,

    /// <summary>16 bytes, in the order in which people write them (big-endian): boot ids and digests.</summary>
    Fixed128 = 3,
}
