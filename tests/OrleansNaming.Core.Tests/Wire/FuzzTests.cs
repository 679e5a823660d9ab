using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

[Collection(MeasuresAllocation.Name)]
public class FuzzTests
{
    /// <summary>What an envelope and the objects of a small message take beside their bytes.</summary>
    private const int SmallConstant = 4 << 10;

    private static readonly MessageKind[] Kinds = Enum.GetValues<MessageKind>();

    [Fact]
    public void A_forgers_bytes_open_nothing_throw_nothing_and_allocate_nothing()
    {
        var corpus = Corpus(Cluster.Keys);
        var known = corpus.Select(Convert.ToHexString).ToHashSet();
        var mutator = new Mutator(new Random(31), corpus);
        for (var index = 0; index < Effort.Cases(1_000_000); index++)
        {
            var bytes = mutator.Next();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var result = Cluster.TryOpen(bytes, Cluster.Keys, out _);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.True(result == OpenResult.Opened ? known.Contains(Convert.ToHexString(bytes)) : allocated == 0, Say(index, bytes, allocated));
        }
    }

    [Fact]
    [Lesson(28)]
    public void Without_keys_damaged_bytes_throw_nothing_and_allocate_little()
    {
        var mutator = new Mutator(new Random(32), Corpus(Keyring.Empty));
        var opened = 0;
        for (var index = 0; index < Effort.Cases(1_000_000); index++)
        {
            var bytes = mutator.Next();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var result = Cluster.TryOpen(bytes, Keyring.Empty, out var envelope);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.True(allocated <= (2 * bytes.Length) + SmallConstant, Say(index, bytes, allocated));
            if (result == OpenResult.Opened)
            {
                opened++;
                AssertWritable(envelope!.Message, index, bytes);
            }
        }

        Assert.True(opened > Effort.Cases(1_000_000) / 20, $"only {opened} opened: the mutations do not reach the parser");
    }

    [Fact]
    public void Random_bytes_of_every_length_open_nothing()
    {
        var random = new Random(33);
        for (var length = 0; length <= 2_000; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.NotEqual(OpenResult.Opened, Cluster.TryOpen(bytes, Keyring.Empty, out _));
            DeltaCodec.TryDecode(bytes, out _);
            foreach (var kind in Kinds)
            {
                OrleansNaming.Wire.Codecs.MessageCodec.Read(kind, bytes, out _);
            }
        }
    }

    // What was read can be written, and is then read as the same: no state that a peer could hold and not pass on.
    private static void AssertWritable(Message message, int index, byte[] bytes)
    {
        var once = Cluster.NewSealer(Keyring.Empty).Seal(message);
        var again = Cluster.NewSealer(Keyring.Empty).Seal(Cluster.Open(once, Keyring.Empty).Message);

        Assert.True(once.AsSpan().SequenceEqual(again), Say(index, bytes, 0));
    }

    private static List<byte[]> Corpus(Keyring keys)
    {
        var messages = new RandomMessages(new Random(30));
        var sealer = Cluster.NewSealer(keys);
        var corpus = Kinds.Select(kind => sealer.Seal(Samples.All[kind])).ToList();
        for (var index = 0; index < 200; index++)
        {
            var bytes = sealer.Seal(messages.Next());
            if (bytes.Length <= Limits.DatagramBytes)
            {
                corpus.Add(bytes);
            }
        }

        return corpus;
    }

    private static string Say(int index, byte[] bytes, long allocated) => $"case {index}, {allocated} bytes allocated: {Convert.ToHexStringLower(bytes)}";
}
