using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Fencing;

public sealed class TokenGateTests
{
    private static readonly Holder Ann = new(new ServerId("ann"), new BootId(1));
    private static readonly Holder Bob = new(new ServerId("bob"), new BootId(2));

    [Fact]
    public void A_lower_token_than_the_highest_is_outdated()
    {
        var gate = new TokenGate();

        Assert.Equal(TokenVerdict.Accepted, gate.Admit(Token(2, Ann)));
        Assert.Equal(TokenVerdict.Accepted, gate.Admit(Token(2, Ann)));
        Assert.Equal(TokenVerdict.Outdated, gate.Admit(Token(1, Bob)));
        Assert.Equal(TokenVerdict.Accepted, gate.Admit(Token(3, Bob)));
        Assert.Equal(TokenVerdict.Outdated, gate.Admit(Token(2, Ann)));
        Assert.Equal(0, gate.BrokenCount);
    }

    [Fact]
    public void Two_holders_of_one_epoch_are_counted_and_the_second_refused()
    {
        var gate = new TokenGate();
        gate.Admit(Token(2, Ann));

        Assert.Equal(TokenVerdict.Broken, gate.Admit(Token(2, Bob)));
        Assert.Equal(TokenVerdict.Broken, gate.Admit(Token(2, Ann with { Boot = new BootId(9) })));
        Assert.Equal(TokenVerdict.Accepted, gate.Admit(Token(2, Ann)));
        Assert.Equal(2, gate.BrokenCount);
    }

    [Fact]
    public async Task Writes_of_many_threads_never_go_back()
    {
        var gate = new TokenGate();
        var (last, violations, writes) = (0UL, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            var random = new Random(thread);
            for (var i = 0; i < Effort.Cases(250_000); i++)
            {
                var epoch = (ulong)(i + random.Next(-20, 20) + 20);
                gate.Run(Token(epoch, Ann), () => (violations, last, writes) = (violations + (epoch < last ? 1 : 0), epoch, writes + 1));
            }
        })));

        Assert.Equal(0, violations);
        Assert.NotEqual(0, writes);
    }

    private static TrackToken Token(ulong epoch, Holder holder) => new("jobs", epoch, holder);
}
