using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Linearizability;

/// <summary>A checker that refuses nothing proves nothing.</summary>
public sealed class LinearizabilityCheckerTests
{
    private static readonly Holder Ann = new(new ServerId("ann"), new BootId(1));
    private static readonly Holder Bob = new(new ServerId("bob"), new BootId(2));

    private readonly List<Operation> _history = [];

    [Fact]
    public void One_after_the_other_is_linearizable()
    {
        Take(0, 1, 0, Ann, true);
        Beat(2, 3, 1, Ann, true);
        Read(4, 5, 1, Ann, 1);
        Release(6, 7, 1, Ann);
        Read(8, 9, 1, null, 1);
        Take(10, 11, 1, Bob, true);
        Beat(12, 13, 1, Ann, false);

        Assert.True(LinearizabilityChecker.IsLinearizable(_history));
    }

    [Fact]
    public void Of_two_at_once_either_may_be_the_first()
    {
        Take(0, 10, 0, Ann, false);
        Take(1, 9, 0, Bob, true);
        Read(2, 8, 0, null, 0);

        Assert.True(LinearizabilityChecker.IsLinearizable(_history));
    }

    [Fact]
    public void One_epoch_given_to_two_is_refused()
    {
        Take(0, 10, 0, Ann, true);
        Take(1, 9, 0, Bob, true);

        Assert.False(LinearizabilityChecker.IsLinearizable(_history));
    }

    [Fact]
    public void A_read_of_what_was_before_an_answered_take_is_refused()
    {
        Take(0, 1, 0, Ann, true);
        Read(2, 3, 0, null, 0);

        Assert.False(LinearizabilityChecker.IsLinearizable(_history));
    }

    [Fact]
    public void New_and_then_old_is_refused()
    {
        Take(0, 10, 0, Ann, true);
        Read(1, 2, 1, Ann, 0);
        Read(3, 4, 0, null, 0);

        Assert.False(LinearizabilityChecker.IsLinearizable(_history));
    }

    [Fact]
    public void A_renewal_after_the_track_was_lost_is_refused()
    {
        Take(0, 1, 0, Ann, true);
        Take(2, 3, 1, Bob, true);
        Beat(4, 5, 1, Ann, true);

        Assert.False(LinearizabilityChecker.IsLinearizable(_history));
    }

    [Fact]
    public void A_renewal_that_is_lost_while_nobody_took_the_track_is_refused()
    {
        Take(0, 1, 0, Ann, true);
        Beat(2, 3, 1, Ann, false);

        Assert.False(LinearizabilityChecker.IsLinearizable(_history));
    }

    [Fact]
    public void A_release_that_did_not_happen_is_refused()
    {
        Take(0, 1, 0, Ann, true);
        Release(2, 3, 1, Ann);
        Read(4, 5, 1, Ann, 0);

        Assert.False(LinearizabilityChecker.IsLinearizable(_history));
    }

    [Fact]
    public void A_beat_that_is_forgotten_is_refused()
    {
        Take(0, 1, 0, Ann, true);
        Beat(2, 3, 1, Ann, true);
        Beat(4, 5, 1, Ann, true);
        Read(6, 7, 1, Ann, 1);

        Assert.False(LinearizabilityChecker.IsLinearizable(_history));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_call_without_an_answer_may_have_happened_or_not(bool happened)
    {
        Take(0, null, 0, Ann, null);
        Read(2, 3, 0, null, 0);
        Read(4, 5, happened ? 1UL : 0, happened ? Ann : null, 0);

        Assert.True(LinearizabilityChecker.IsLinearizable(_history));
    }

    [Fact]
    public void A_call_without_an_answer_happens_at_most_once_and_not_before_it_was_made()
    {
        Read(0, 1, 1, Ann, 0);
        Take(2, null, 0, Ann, null);
        Assert.False(LinearizabilityChecker.IsLinearizable(_history));

        _history.Clear();
        Take(0, 1, 0, Ann, true);
        Beat(2, null, 1, Ann, null);
        Read(3, 4, 1, Ann, 2);
        Assert.False(LinearizabilityChecker.IsLinearizable(_history));
    }

    /// <summary>The dumb twin tries every order of every subset that holds all answered operations.</summary>
    [Fact]
    public void The_search_agrees_with_trying_every_order()
    {
        var random = new Random(1);
        var (good, bad) = (0, 0);
        for (var i = 0; i < Effort.Cases(20_000); i++)
        {
            var history = RandomHistory(random);

            var expected = EveryOrder(history, default);

            Assert.True(expected == LinearizabilityChecker.IsLinearizable(history), string.Join('\n', history));
            (good, bad) = (good + (expected ? 1 : 0), bad + (expected ? 0 : 1));
        }

        Assert.True(good > 100 && bad > 100, $"{good} good, {bad} bad");
    }

    private static List<Operation> RandomHistory(Random random)
    {
        var times = Enumerable.Range(0, 12).Select(i => (long)i).ToArray();
        random.Shuffle(times);
        return [.. Enumerable.Range(0, random.Next(2, 7)).Select(i =>
        {
            var (called, returned) = (Math.Min(times[2 * i], times[(2 * i) + 1]), Math.Max(times[2 * i], times[(2 * i) + 1]));
            var kind = (OperationKind)random.Next(4);
            long? answered = random.Next(5) == 0 && kind != OperationKind.Read ? null : returned;
            return new Operation(kind, (ulong)random.Next(3), random.Next(2) == 0 ? Ann : Bob, called)
            {
                Returned = answered,
                Succeeded = answered is null || kind is OperationKind.Read or OperationKind.Release ? null : random.Next(3) > 0,
                Read = random.Next(3) == 0 ? default : new RegisterState((ulong)random.Next(1, 3), random.Next(2) == 0 ? Ann : Bob, random.Next(2)),
            };
        })];
    }

    private static bool EveryOrder(IReadOnlyList<Operation> left, RegisterState state)
    {
        if (left.All(operation => operation.Returned is null))
        {
            return true;
        }

        var first = left.Min(operation => operation.Returned ?? long.MaxValue);
        return left.Any(operation => operation.Called < first && state.TryApply(operation, out var next) && EveryOrder([.. left.Where(other => other != operation)], next));
    }

    private void Take(long called, long? returned, ulong seen, Holder holder, bool? succeeded) =>
        _history.Add(new Operation(OperationKind.Take, seen, holder, called) { Returned = returned, Succeeded = succeeded });

    private void Beat(long called, long? returned, ulong epoch, Holder holder, bool? succeeded) =>
        _history.Add(new Operation(OperationKind.Beat, epoch, holder, called) { Returned = returned, Succeeded = succeeded });

    private void Release(long called, long returned, ulong epoch, Holder holder) =>
        _history.Add(new Operation(OperationKind.Release, epoch, holder, called) { Returned = returned });

    private void Read(long called, long returned, ulong epoch, Holder? holder, long beat) =>
        _history.Add(new Operation(OperationKind.Read, 0, Ann, called) { Returned = returned, Read = new RegisterState(epoch, holder, beat) });
}
