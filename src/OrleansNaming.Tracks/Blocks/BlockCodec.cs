using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Wire;
using OrleansNaming.Wire;

namespace OrleansNaming.Tracks.Blocks;

/// <summary>A block: 1 token, 2 id, 3 kind, 4 item repeated, 5 record. A word: 1 token, 2 id, 4 done item repeated, 6 over.</summary>
internal static class BlockCodec
{
    public static byte[] Encode(Block block)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        TrackWords.Write(ref writer, 1, block.Token);
        writer.U64(2, block.Id);
        writer.U64(3, (ulong)block.Kind);
        foreach (var item in block.Items)
        {
            writer.Text(4, item);
        }

        if (block.Record is { } record)
        {
            writer.Text(5, record);
        }

        return writer.Written.ToArray();
    }

    public static byte[] Encode(BlockWord word)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        TrackWords.Write(ref writer, 1, word.Token);
        writer.U64(2, word.BlockId);
        foreach (var item in word.Done)
        {
            writer.Text(4, item);
        }

        writer.Bool(6, word.IsOver);
        return writer.Written.ToArray();
    }

    /// <summary>Null for bytes that are no block, or one with more items than a block may have.</summary>
    public static Block? DecodeBlock(ReadOnlySpan<byte> bytes) => TryRead(bytes, out var token, out var id, out var kind, out var items, out var record, out _)
        && items.Count > 0 && (kind == (int)BlockKind.StepList) == record is not null
            ? new Block(token, id, (BlockKind)kind, items, record)
            : null;

    /// <summary>Null for bytes that are no word.</summary>
    public static BlockWord? DecodeWord(ReadOnlySpan<byte> bytes) =>
        TryRead(bytes, out var token, out var id, out _, out var items, out _, out var isOver) ? new BlockWord(token, id, items, isOver) : null;

    private static bool TryRead(
        ReadOnlySpan<byte> bytes, out TrackToken token, out ulong id, out int kind, out List<string> items, out string? record, out bool isOver)
    {
        (token, id, kind, items, record, isOver) = (default, 0, 0, [], null, false);
        if (bytes.Length > TrackLimits.MessageBytes || WireReader.Count(bytes, 4) > TrackLimits.BlockRecords)
        {
            return false;
        }

        var pool = new TextPool(bytes.Length);
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => TrackWords.TryToken(field, pool, out token),
                2 => field.TryU64(out id),
                3 => field.TryInt((int)BlockKind.StepList, out kind),
                4 => TryItem(field, pool, items),
                5 => TrackWords.TryName(field, pool, out record),
                6 => field.TryBool(out isOver),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd && token.Track is not null;
    }

    private static bool TryItem(in WireField field, TextPool pool, List<string> items)
    {
        var valid = TrackWords.TryName(field, pool, out var item);
        items.Add(item);
        return valid;
    }
}
