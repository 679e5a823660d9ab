using System.Buffers.Binary;
using OrleansNaming.Wire;

namespace OrleansNaming.Log;

/// <summary>
/// An owner's state as bytes: checksummed records, appended; a snapshot replaces them all. Sans-IO: the same bytes are a file
/// on LAN, a simulated disk, and grain state. docs/storage.md has the layout.
/// </summary>
/// <remarks>
/// Theory. A store is a header, one snapshot with the floors that belong to it, and appended records. Two writes exist.
/// <i>Replace</i> is atomic: a crash leaves the old bytes or the new ones. <i>Append</i> is not: a crash leaves any part of the
/// last record, zeros, or bytes of another store, so what lies behind the last whole record is a torn append that was
/// never acknowledged, and is cut.
/// Anything else is damage: a bad record with a whole one behind it (appends are in order), a whole record in a place
/// that its sequence number does not belong to, a version that does not follow the one before (S5) or misses its digest.
/// Damage is told, never repaired: the owner opens a new incarnation and its peers and clients tell it what it had.
/// So a store opens with a prefix of what was committed, or says that it does not; it never opens with anything else.
/// This object is the writing side: it counts the records, and knows when appending has become dearer than starting over.
/// </remarks>
internal sealed class Journal
{
    /// <summary>Bytes of the header: six of magic, two of format version.</summary>
    public const int HeaderBytes = 8;

    /// <summary>The format that this build writes, and the only one that it reads.</summary>
    public const ushort FormatVersion = 1;

    /// <summary>Appended bytes that are always let pass, so that a small list is not rewritten at each change.</summary>
    public const int AppendedBytesMin = 64 << 10;

    /// <summary>How many times its snapshot a store's appended part may grow: each byte is then rewritten at most 1¼ times on average.</summary>
    public const int AppendedPerSnapshot = 4;

    /// <summary>The same where the store writes itself whole at each append: what is appended is dear from the first byte.</summary>
    public const int AppendedBytesMinWhenWhole = 4 << 10;

    private readonly bool _isWrittenWhole;
    private uint _sequence;
    private uint _mark;
    private long _snapshotBytes;
    private long _appendedBytes;

    /// <summary>A store that is still to begin: <see cref="EncodeSnapshot"/> comes first.</summary>
    /// <param name="isWrittenWhole">Whether the store writes itself whole at each append, as grain state does: its appended part may only grow to its snapshot.</param>
    public Journal(bool isWrittenWhole = false) => _isWrittenWhole = isWrittenWhole;

    /// <summary>Goes on behind what a store held, cut to its <see cref="JournalState.ValidBytes"/>.</summary>
    public Journal(JournalState stored)
    {
        if (stored.Damage is null)
        {
            _sequence = (uint)stored.Records;
            _mark = stored.Mark;
            _snapshotBytes = stored.SnapshotBytes;
            _appendedBytes = stored.ValidBytes - stored.SnapshotBytes;
        }
    }

    /// <summary>Whether the store has a snapshot, so that records can be appended.</summary>
    public bool HasBegun => _sequence > 0;

    /// <summary>Whether the next write had better be a snapshot: the log outgrew max(64 KiB, 4 × snapshot), and max(4 KiB, snapshot) in a store that is written whole.</summary>
    public bool IsDue => _appendedBytes > (_isWrittenWhole
        ? Math.Max(AppendedBytesMinWhenWhole, _snapshotBytes)
        : Math.Max(AppendedBytesMin, AppendedPerSnapshot * _snapshotBytes));

    private static ReadOnlySpan<byte> Magic => "ONLOG\n"u8;

    /// <summary>Reads a store's bytes back. A torn tail is cut; damage before the tail is told in <see cref="JournalState.Damage"/>. Never throws.</summary>
    public static JournalState Recover(ReadOnlySpan<byte> stored) => new JournalReader(stored).Read();

    /// <summary>Says what is wrong with a store's first bytes, or null.</summary>
    internal static string? CheckHeader(ReadOnlySpan<byte> stored)
    {
        if (!stored.StartsWith(Magic) || stored.Length < HeaderBytes)
        {
            return "the store does not begin with the header of a naming log";
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(stored[Magic.Length..]);
        return version == FormatVersion ? null : $"the store has format version {version}; this build reads version {FormatVersion}";
    }

    /// <summary>The record of one committed version, to append.</summary>
    /// <exception cref="ArgumentException">It is a full list: a new life begins a new store, see <see cref="EncodeSnapshot"/>.</exception>
    /// <exception cref="InvalidOperationException">The store has no snapshot yet.</exception>
    public byte[] EncodeVersion(Delta delta)
    {
        if (delta.Base.IsNone)
        {
            throw new ArgumentException($"{delta.Stamp} is a full list: it begins a new store", nameof(delta));
        }

        return Append(JournalRecordKind.Version, DeltaCodec.Encode(delta));
    }

    /// <summary>The record of a floor (rule 10), to append.</summary>
    /// <exception cref="InvalidOperationException">The store has no snapshot yet.</exception>
    public byte[] EncodeFloor(Floor floor) => Append(JournalRecordKind.Floor, FloorCodec.Encode(floor));

    /// <summary>Everything, to replace what is stored. Also before a life was opened: then only the floors are kept.</summary>
    public byte[] EncodeSnapshot(Advertisement advertisement, IReadOnlyCollection<Floor> floors)
    {
        var header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(Magic.Length), FormatVersion);
        var snapshot = JournalRecord.Encode(0, 0, JournalRecordKind.Snapshot, SnapshotCodec.Encode(advertisement, floors.Count));
        _mark = JournalRecord.ChecksumOf(snapshot);
        List<byte[]> parts = [header, snapshot];
        _sequence = 1;
        foreach (var floor in floors)
        {
            parts.Add(JournalRecord.Encode(_mark, _sequence++, JournalRecordKind.Floor, FloorCodec.Encode(floor)));
        }

        var store = Joined(parts);
        _snapshotBytes = store.Length;
        _appendedBytes = 0;
        return store;
    }

    private static byte[] Joined(List<byte[]> parts)
    {
        var joined = new byte[parts.Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(joined, at);
            at += part.Length;
        }

        return joined;
    }

    private byte[] Append(JournalRecordKind kind, ReadOnlySpan<byte> payload)
    {
        if (!HasBegun)
        {
            throw new InvalidOperationException("a store begins with a snapshot");
        }

        var record = JournalRecord.Encode(_mark, _sequence, kind, payload);
        _sequence = checked(_sequence + 1);
        _appendedBytes += record.Length;
        return record;
    }
}
