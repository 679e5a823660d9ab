using FsCheck;
using FsCheck.Fluent;
using OrleansNaming.Tree;

namespace OrleansNaming.Core.Tests.Tree;

/// <summary>Random operations on the tree, at two servers in turn, say and leave what the dumb twin says, errors included.</summary>
public sealed class TreeModelTests
{
    private static readonly string[] Segments = ["a", "b", "c%2Fd", "Käse"];

    /// <summary>Each number is an operation: by dice of its own.</summary>
    private static readonly Arbitrary<int[]> Histories = Gen.Choose(0, int.MaxValue).ListOf().Select(static steps => steps.ToArray()).Resize(80).ToArbitrary();

    [Fact]
    [Row("B14")]
    public void Random_operations_do_what_a_plain_model_does() =>
        Prop.ForAll(Histories, static steps => Play(steps)).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));

    [Fact]
    [Row("B14")]
    public void A_long_history_keeps_no_more_than_its_names_and_their_tombstones()
    {
        var town = new TreeTown();
        for (var round = 0; round < 2_000; round++)
        {
            Assert.Equal(Refusal.None, town.Do(0, new TreeBind("a", Reference.Value($"{round}"), BindingPolicy.Unique, Replace: true)));
            Assert.Equal(Refusal.None, town.Do(1, new TreeRename("a", "b")));
            Assert.Equal(Refusal.None, town.Do(0, new TreeUnbind("b")));
        }

        Assert.True(town.LinesOf(0) + town.LinesOf(1) <= 8, $"{town.LinesOf(0)} and {town.LinesOf(1)} lines are left of no name at all");
        Assert.Empty(town.Replica.Below("", 10));
    }

    private static void Play(int[] steps)
    {
        var (town, plain) = (new TreeTown(), new PlainTree());
        for (var at = 0; at < steps.Length; at++)
        {
            var dice = new Random(steps[at]);
            var (change, expected) = Step(plain, dice);
            var said = town.Do(dice.Next(2), change);
            Assert.True(expected == said, $"step {at}: {change} is {said}, expected {expected}");
            Assert.Equal(plain.Lines, town.Lines());
            var (asked, follows) = (Path(dice), dice.Next(2) == 0);
            Assert.Equal(plain.Lookup(asked, follows), town.Lookup(asked, follows));
        }
    }

    private static (TreeChange Change, Refusal Expected) Step(PlainTree plain, Random dice)
    {
        var (path, to) = (Path(dice), Path(dice));
        var reference = dice.Next(3) == 0 ? Reference.Link(CompositeName.FromPath(to).ToString()) : Reference.Value($"{dice.Next(100)}");
        var replace = dice.Next(2) == 0;
        return dice.Next(10) switch
        {
            < 3 => (new TreeBind(path, reference, BindingPolicy.Unique, replace), plain.Bind(path, reference.Kind == ReferenceKind.Link ? Reference.Link(to) : reference, replace)),
            3 => (new TreeUnbind(path), plain.Unbind(path)),
            < 7 => (new TreeCreate(path), plain.Create(path)),
            7 => (new TreeDestroy(path), plain.Destroy(path)),
            _ => (new TreeRename(path, to), plain.Rename(path, to)),
        };
    }

    private static string Path(Random dice) =>
        string.Join('/', Enumerable.Range(0, 1 + dice.Next(3)).Select(_ => Segments[dice.Next(Segments.Length)]));
}
