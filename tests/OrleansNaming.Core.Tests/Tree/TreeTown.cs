using OrleansNaming.Advertising;
using OrleansNaming.Replica;
using OrleansNaming.Tree;

namespace OrleansNaming.Core.Tests.Tree;

/// <summary>Two servers that accept changes of the tree, and hear each other at once.</summary>
internal sealed class TreeTown
{
    private readonly Advertisement[] _lists = [First("one"), First("two")];

    public TreeTown()
    {
        Replica.IsComplete = true;
        foreach (var list in _lists)
        {
            Replica.Apply(list, null, []);
        }
    }

    public DirectoryReplica Replica { get; } = new();

    public int LinesOf(int server) => _lists[server].Entries.Count;

    public Refusal Do(int server, TreeChange change)
    {
        var draft = new ListDraft(_lists[server]);
        var verdict = new TreeChanges(draft, Replica, 0).Draft(change);
        if (verdict.Refusal == Refusal.None && !draft.ChangesNothing)
        {
            (_lists[server], var delta) = draft.Advance(_lists[server].Stamp.Next());
            Replica.Apply(_lists[server], delta, []);
        }
        else
        {
            Assert.True(draft.ChangesNothing, $"{change} was refused and left half of itself");
        }

        return verdict.Refusal;
    }

    /// <summary>All names, as the dumb twin writes them.</summary>
    public IEnumerable<string> Lines() => Replica.Below("", 10_000).Order(StringComparer.Ordinal).Select(name =>
    {
        var bound = Replica.ReferenceOf(name);
        var text = bound is { Kind: ReferenceKind.Value } ? bound.Text : "";
        return $"{name}: {Say(bound)} {text}";
    });

    public string Lookup(string path, bool followsLast)
    {
        try
        {
            return Say(TreeReader.Lookup(Replica, CompositeName.FromPath(path), followsLast).Reference);
        }
        catch (NamingException refused)
        {
            return refused.Refusal.ToString();
        }
    }

    /// <summary>The twin keeps a link's flat path.</summary>
    private static string Say(Reference? reference) => reference is null ? "context"
        : reference.Kind == ReferenceKind.Link ? Reference.Link(CompositeName.Parse(reference.Target).Path).ToString()
        : reference.ToString();

    private static Advertisement First(string server)
    {
        var id = new ServerId(server);
        return AdvertisementFold.Advance(AdvertisementFold.Nothing(id), new Stamp(new Epoch(1, new BootId(1)), 1), OwnerStatus.Serving, [], []).Next;
    }
}
