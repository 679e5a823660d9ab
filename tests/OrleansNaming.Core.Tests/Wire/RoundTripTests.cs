using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

public class RoundTripTests
{
    [Fact]
    public void Every_random_message_comes_back_as_it_was_and_is_written_the_same_again()
    {
        var random = new Random(17);
        var messages = new RandomMessages(random);
        for (var index = 0; index < Effort.Cases(50_000); index++)
        {
            var keys = random.Next(2) == 0 ? Cluster.Keys : Keyring.Empty;
            var message = messages.Next();
            var bytes = Cluster.NewSealer(keys).Seal(message, (ulong)index);
            var envelope = Cluster.Open(bytes, keys);

            Assert.Equal(MessageText.Of(message), MessageText.Of(envelope.Message));
            Assert.Equal(bytes, Cluster.NewSealer(keys).Seal(envelope.Message, envelope.InReplyTo));
        }
    }

    [Fact]
    public void Every_random_delta_comes_back_as_it_was_and_its_length_is_foretold()
    {
        var messages = new RandomMessages(new Random(18));
        for (var index = 0; index < Effort.Cases(20_000); index++)
        {
            var delta = messages.Delta(20);
            var bytes = DeltaCodec.Encode(delta);

            Assert.Equal(DeltaCodec.Length(delta), bytes.Length);
            Assert.True(DeltaCodec.TryDecode(bytes, out var decoded));
            Assert.Equal(MessageText.Of(delta), MessageText.Of(decoded!));
        }
    }

    [Fact]
    public void An_envelope_says_who_sent_it()
    {
        var sealer = Cluster.NewSealer(Cluster.Keys);
        sealer.Seal(new Hello(1));
        var envelope = Cluster.Open(sealer.Seal(new Hello(2), inReplyTo: 9), Cluster.Keys);

        Assert.Equal(new Envelope(new ServerId("server-17"), Cluster.Boot, 2, 7610, 7600, 9, true, new Hello(2)), envelope);
    }
}
