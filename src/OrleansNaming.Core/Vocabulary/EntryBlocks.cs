namespace OrleansNaming;

/// <summary>Binary searches in the two levels of an <see cref="EntryList"/>.</summary>
internal static class EntryBlocks
{
    /// <summary>The block that holds <paramref name="key"/> if any does: the last, from <paramref name="first"/> on, whose first line is not behind it.</summary>
    public static int IndexOf(Entry[][] blocks, int first, EntryKey key)
    {
        var low = first + 1;
        var high = blocks.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Order(blocks[middle][0], key) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    /// <summary>Where the key stands in a block, or the complement of where it would.</summary>
    public static int PlaceOf(ReadOnlySpan<Entry> block, EntryKey key)
    {
        var low = 0;
        var high = block.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var order = Order(block[middle], key);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
        }

        return ~low;
    }

    /// <summary>The order of a line against a key: by name, then instance id, both ordinal.</summary>
    public static int Order(Entry entry, EntryKey key)
    {
        var order = string.CompareOrdinal(entry.Name, key.Name);
        return order != 0 ? order : string.CompareOrdinal(entry.InstanceId, key.InstanceId);
    }
}
