using OrleansNaming.Advertising;
using OrleansNaming.Wire;

namespace OrleansNaming.Log;

/// <summary>Reads a store back, record after record, and judges where it ends: whole, with a torn tail, or damaged.</summary>
internal ref struct JournalReader(ReadOnlySpan<byte> stored)
{
    private readonly ReadOnlySpan<byte> _stored = stored;

    // Sorted, so that the floors come out in one order everywhere.
    private readonly SortedDictionary<ServerId, Floor> _floors = [];
    private Advertisement? _list;
    private ServerId _server;
    private string? _damage;
    private int _at;
    private uint _sequence;
    private uint _mark;
    private int _floorsWithSnapshot;
    private int _snapshotBytes;

    /// <summary>Reads all that is good.</summary>
    public JournalState Read()
    {
        if (_stored.IsEmpty)
        {
            return State();
        }

        if (Journal.CheckHeader(_stored) is { } why)
        {
            _damage = why;
            return State();
        }

        _at = Journal.HeaderBytes;
        while (_damage is null && _at < _stored.Length && JournalRecord.TryRead(_stored[_at..], _mark, out var record))
        {
            _damage = Take(record);
        }

        _damage ??= CheckSnapshotIsWhole() ?? CheckTail();
        return State();
    }

    private readonly JournalState State() => new(_list, [.. _floors.Values], _damage, _at)
    {
        Records = (int)_sequence,
        SnapshotBytes = _snapshotBytes,
        Mark = _mark,
    };

    /// <summary>Takes one whole record, or says why it can't stand here.</summary>
    private string? Take(JournalRecord record)
    {
        if (record.Sequence != _sequence)
        {
            return $"record {record.Sequence} stands at byte {_at}, where record {_sequence} belongs: it was written twice or in the wrong place";
        }

        if ((record.Kind == JournalRecordKind.Snapshot) != (_sequence == 0))
        {
            return $"record {_sequence} at byte {_at} is a {record.Kind}: a store has one snapshot, as its first record";
        }

        var why = record.Kind switch
        {
            JournalRecordKind.Snapshot => TakeSnapshot(record.Payload),
            JournalRecordKind.Version => TakeVersion(record.Payload),
            _ => TakeFloor(record.Payload),
        };
        if (why is null)
        {
            _mark = _sequence == 0 ? JournalRecord.ChecksumOf(_stored[_at..]) : _mark;
            _at += record.Length;
            _sequence++;
            _snapshotBytes = _sequence <= 1L + _floorsWithSnapshot ? _at : _snapshotBytes;
        }

        return why;
    }

    private string? TakeSnapshot(ReadOnlySpan<byte> payload) =>
        SnapshotCodec.TryDecode(payload, out _server, out _list, out _floorsWithSnapshot)
            ? null
            : $"the snapshot at byte {_at} can't be read, or its list does not match its digest";

    private string? TakeVersion(ReadOnlySpan<byte> payload)
    {
        if (!DeltaCodec.TryDecode(payload, out var delta))
        {
            return $"the version at byte {_at} can't be read";
        }

        // A full list would drop the ancestors (rule 17): a new life begins a new store.
        if (delta!.Base.IsNone || AdvertisementFold.Apply(_server, _list, delta, []) is not { } next)
        {
            return $"version {delta.Stamp} at byte {_at} does not follow {_list?.Stamp ?? default}, or does not match its digest";
        }

        _list = next;
        return null;
    }

    private string? TakeFloor(ReadOnlySpan<byte> payload)
    {
        if (FloorCodec.Decode(payload) is not { } floor)
        {
            return $"the floor at byte {_at} can't be read";
        }

        _floors[floor.Server] = floor;
        return null;
    }

    /// <summary>Snapshot and floors are written in one atomic step, so a torn append never cuts into them.</summary>
    private readonly string? CheckSnapshotIsWhole() => _sequence > _floorsWithSnapshot
        ? null
        : $"the store is damaged or cut off at byte {_at}, within its snapshot and the {_floorsWithSnapshot} floors that belong to it";

    /// <summary>The bytes after the last whole record are a torn append, unless another whole record lies in them: appends are in order.</summary>
    private readonly string? CheckTail()
    {
        var next = JournalRecord.FindNext(_stored[_at..], _mark, _sequence);
        return next < 0 ? null : $"record {_sequence} at byte {_at} is damaged, though a whole record follows at byte {_at + next}";
    }
}
