using OrleansNaming.Replica;

namespace OrleansNaming.Core.Tests.Replica;

public sealed class PathSetTests
{
    [Fact]
    public void A_context_comes_before_what_is_below_it_and_that_before_its_siblings()
    {
        string[] paths = ["b", "a0", "a/b/c", "a-b", "a", "a.b", "a/b"];
        Array.Sort(paths, (x, y) => PathOrder.Compare(x, y));
        Assert.Equal(["a", "a/b", "a/b/c", "a-b", "a.b", "a0", "b"], paths);
    }

    [Fact]
    public void Random_changes_leave_the_same_as_in_a_plain_sorted_set()
    {
        for (var seed = 0; seed < Effort.Cases(100); seed++)
        {
            var random = new Random(seed);
            var (set, plain) = (new PathSet(), new SortedSet<string>(Comparer<string>.Create((x, y) => PathOrder.Compare(x, y))));
            for (var step = 0; step < 2_000; step++)
            {
                var path = $"n{random.Next(600)}/{random.Next(2)}";
                var removes = random.Next(100) < (step < 1_000 ? 20 : 70);
                _ = removes ? plain.Remove(path) : plain.Add(path);
                Change(set, path, removes);
            }

            Assert.Equal(plain, All(set, default));
            Assert.Equal(plain.Count, set.Count);
            Assert.Equal(plain.Where(path => PathOrder.Compare(path, "n3") >= 0), All(set, set.Seek("n3")));
        }
    }

    private static void Change(PathSet set, string path, bool removes)
    {
        if (removes)
        {
            set.Remove(path);
        }
        else
        {
            set.Add(path);
        }
    }

    private static IEnumerable<string> All(PathSet set, PathPlace place)
    {
        for (; set[place] is { } path; place = set.After(place))
        {
            yield return path;
        }
    }
}
