using System.Buffers.Binary;
using OrleansNaming.Advertising;
using OrleansNaming.Core.Tests.Advertising;
using OrleansNaming.Log;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Log;

/// <summary>A store opens with a committed prefix, or its damage is told; never an invention, never an exception.</summary>
public class JournalDamageTests
{
    private const int FlipsMax = 10_000;

    private static readonly JournalScript Script = new(seed: 11, steps: 30);
    private static readonly byte[] Stored = Script.Bytes;
    private static readonly uint Mark = Journal.Recover(Stored).Mark;
    private static readonly string[][] Committed = [.. Script.Commits.Select(JournalScript.Told)];

    [Fact]
    public void A_store_cut_at_any_byte_opens_with_exactly_the_whole_appends_before_the_cut()
    {
        var snapshot = Script.Records[0].Length;
        for (var cut = 1; cut <= Stored.Length; cut++)
        {
            var state = Journal.Recover(Stored.AsSpan(0, cut));
            if (cut < snapshot)
            {
                Assert.True(state.Damage is not null, $"a snapshot cut at byte {cut} passed, though it is written atomically");
                continue;
            }

            var last = Script.Commits.FindLastIndex(commit => commit.ValidBytes <= cut);
            Assert.True(state.Damage is null, $"cut at byte {cut}: {state.Damage}");
            Assert.Equal(Script.Commits[last].ValidBytes, state.ValidBytes);
            Assert.Equal(Committed[last], JournalScript.Told(state));
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_detected_or_cuts_the_last_append()
    {
        var bits = Stored.Length * 8;
        var stride = Math.Max(1, bits / FlipsMax);
        var untorn = 0;
        for (var bit = 0; bit < bits; bit += stride)
        {
            var flipped = (byte[])Stored.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            var state = Journal.Recover(flipped);

            AssertNoInvention(state, $"bit {bit}");
            var last = bit / 8 >= Script.Commits[^2].ValidBytes;
            Assert.True((state.Damage is null) == last, $"bit {bit}: {state.Damage ?? "passed as undamaged"}");
            untorn += state.Damage is null ? 0 : 1;
        }

        Assert.NotEqual(0, untorn);
    }

    [Theory]
    [InlineData(0x00, 1)]
    [InlineData(0x00, 4_096)]
    [InlineData(0xFF, 7)]
    [InlineData(0xFF, 4_096)]
    public void Anything_that_is_no_record_behind_the_last_one_is_a_torn_append(byte filler, int count)
    {
        var state = Journal.Recover([.. Stored, .. Enumerable.Repeat(filler, count)]);

        Assert.Null(state.Damage);
        Assert.Equal(Stored.Length, state.ValidBytes);
        Assert.Equal(Committed[^1], JournalScript.Told(state));
    }

    [Fact]
    public void A_record_that_is_missing_doubled_moved_or_zeroed_is_told_as_damage()
    {
        for (var index = 1; index < Script.Records.Count - 1; index++)
        {
            var (before, record, after) = (Script.Records[..index], Script.Records[index], Script.Records[(index + 1)..]);
            AssertDamaged([.. before, .. after], $"record {index} is missing");
            AssertDamaged([.. before, record, record, .. after], $"record {index} is doubled");
            AssertDamaged([.. before, after[0], record, .. after[1..]], $"record {index} is moved");
            AssertDamaged([.. before, new byte[record.Length], .. after], $"record {index} is zeroed");
        }

        AssertDamaged([.. Script.Records, Script.Records[^1]], "the last append was written twice");
        AssertDamaged([.. Script.Records, Script.Records[0]], "a store stands behind the store");
    }

    [Fact]
    public void Records_of_another_store_behind_this_one_are_cut()
    {
        var other = new JournalScript(seed: 12, steps: 30);
        for (var index = 1; index < Script.Records.Count; index++)
        {
            var state = Journal.Recover([.. Script.Records[..index].Concat(other.Records[index..]).SelectMany(record => record)]);
            Assert.Null(state.Damage);
            Assert.Equal(Committed[index - 1], JournalScript.Told(state));
        }
    }

    [Fact]
    public void Damage_is_told_in_words_that_say_what_and_where()
    {
        var second = Script.Commits[0].ValidBytes;
        var flipped = (byte[])Stored.Clone();
        flipped[second + 12] ^= 1;
        Assert.Equal(
            $"record 3 at byte {second} is damaged, though a whole record follows at byte {Script.Commits[1].ValidBytes}",
            Journal.Recover(flipped).Damage);

        Assert.Equal("the store does not begin with the header of a naming log", Journal.Recover("#!/bin/sh\n"u8).Damage);
        flipped = (byte[])Stored.Clone();
        flipped[6] = 2;
        Assert.Equal("the store has format version 2; this build reads version 1", Journal.Recover(flipped).Damage);
    }

    [Fact]
    [Row("B10")]
    public void A_version_that_does_not_verify_is_damage_though_its_checksum_is_right()
    {
        var history = new OwnerHistory(seed: 13, versions: 4);
        var wrongDigest = history.Deltas[1] with { Digest = new Digest(1) };
        foreach (var delta in new[] { wrongDigest, history.Deltas[2] })
        {
            var writer = new Journal();
            var state = Journal.Recover([.. writer.EncodeSnapshot(history.Lists[0], []), .. writer.EncodeVersion(delta)]);
            Assert.NotNull(state.Damage);
            OwnerHistory.AssertSame(history.Lists[0], state.Advertisement, "the version before");
        }
    }

    [Fact]
    public void A_full_list_where_a_version_belongs_is_damage_since_its_ancestors_would_be_lost()
    {
        var history = new OwnerHistory(seed: 16, versions: 3);
        var store = new Journal().EncodeSnapshot(history.Lists[0], []);
        var full = DeltaCodec.Encode(AdvertisementFold.Full(history.Newest));
        var state = Journal.Recover([.. store, .. JournalRecord.Encode(Journal.Recover(store).Mark, 1, JournalRecordKind.Version, full)]);

        Assert.NotNull(state.Damage);
        OwnerHistory.AssertSame(history.Lists[0], state.Advertisement, "the snapshot");
    }

    [Fact]
    public void Bytes_with_right_checksums_and_any_contents_never_throw()
    {
        var random = new Random(14);
        for (var round = 0; round < Effort.Cases(20_000); round++)
        {
            List<byte> store = [.. Stored.AsSpan(0, Journal.HeaderBytes)];
            var at = Journal.HeaderBytes;
            var mark = 0U;
            for (uint sequence = 0; JournalRecord.TryRead(Stored.AsSpan(at), Mark, out var record) && sequence < 6; sequence++)
            {
                at += record.Length;
                var mutated = JournalRecord.Encode(mark, sequence, record.Kind, Mutated(record.Payload, random));
                mark = sequence == 0 ? JournalRecord.ChecksumOf(mutated) : mark;
                store.AddRange(mutated);
            }

            AssertListIsCommitted(Journal.Recover([.. store]), $"round {round}");
        }
    }

    [Fact]
    public void Bytes_that_are_noise_never_throw()
    {
        var random = new Random(15);
        for (var round = 0; round < Effort.Cases(100_000); round++)
        {
            var noise = new byte[random.Next(300)];
            random.NextBytes(noise);
            Stored.AsSpan(0, Math.Min(noise.Length, random.Next(40))).CopyTo(noise);
            if (noise.Length > 12 && random.Next(2) == 0)
            {
                BinaryPrimitives.WriteInt32LittleEndian(noise.AsSpan(8), int.MaxValue - random.Next(20));
            }

            Assert.Null(Journal.Recover(noise).Advertisement);
        }
    }

    private static byte[] Mutated(ReadOnlySpan<byte> payload, Random random)
    {
        var bytes = payload.ToArray();
        for (var count = random.Next(3) * random.Next(3); count > 0 && bytes.Length > 0; count--)
        {
            bytes[random.Next(bytes.Length)] = random.Next(3) switch { 0 => 0xFF, 1 => (byte)random.Next(8), _ => (byte)random.Next(256) };
        }

        return random.Next(8) == 0 ? bytes[..random.Next(bytes.Length + 1)] : bytes;
    }

    private static void AssertDamaged(List<byte[]> records, string what)
    {
        var state = Journal.Recover([.. records.SelectMany(record => record)]);
        Assert.True(state.Damage is not null, $"{what}, and nothing told it");
        AssertNoInvention(state, what);
    }

    /// <summary>What was read is the list and the floors as some write left them, or nothing.</summary>
    private static void AssertNoInvention(JournalState state, string where)
    {
        var told = JournalScript.Told(state);
        var prefix = state.ValidBytes >= Script.Commits[0].ValidBytes;
        Assert.True(!prefix || Committed.Any(told.SequenceEqual), $"{where}: nobody ever wrote {string.Join(" | ", told)}");
        Assert.True(prefix || state.Damage is not null, $"{where}: half a snapshot passed");
        AssertListIsCommitted(state, where);
    }

    private static void AssertListIsCommitted(JournalState state, string where) => Assert.True(
        state.Advertisement is not { } list || Script.Commits.Any(commit => commit.Advertisement!.Digest == list.Digest),
        $"{where}: a list that nobody wrote");
}
