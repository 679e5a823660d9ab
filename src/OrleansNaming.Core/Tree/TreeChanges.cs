using OrleansNaming.Advertising;
using OrleansNaming.Guests;
using OrleansNaming.Replica;

namespace OrleansNaming.Tree;

/// <summary>
/// Drafts the changes of the naming tree by the rules that JNDI states for <c>Context</c>. Each is judged by what this node shows, and stands
/// alone in its version: a rename is one event everywhere. Two servers may accept what would not go together; then the conflict rule decides,
/// and a context whose last name came meanwhile is there as long as that name is.
/// </summary>
internal sealed class TreeChanges(ListDraft draft, DirectoryReplica replica, long unixMilliseconds)
{
    /// <summary>All servers create a context under one id, so that two that do are one guest.</summary>
    public const string ContextId = "context";

    /// <summary>Values and links of one name from several servers are different guests: each may stand behind the other.</summary>
    private string OwnId => "tree." + (draft.Current.Server.Value is { Length: > 58 } name ? name[^58..] : draft.Current.Server.Value);

    public Verdict Draft(TreeChange change)
    {
        if (!replica.IsComplete)
        {
            return Verdict.Refuse(Refusal.NotReady, "this server is still joining: try another one, or again");
        }

        var at = Reach(change.Path);
        return at.Verdict.Refusal != Refusal.None ? at.Verdict : change switch
        {
            TreeBind bind => Bind(at.Path, bind),
            TreeUnbind => Unbind(at.Path),
            TreeRename rename => Reach(rename.To) is { Verdict.Refusal: Refusal.None } to ? Rename(at.Path, to.Path) : Reach(rename.To).Verdict,
            TreeCreate => Create(at.Path),
            TreeDestroy => Destroy(at.Path),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "not a change of the tree"),
        };
    }

    /// <summary>The name with the links of its context followed; the context must be there.</summary>
    private TreePath Reach(string path)
    {
        if (NamePath.CheckTree(path) is { } wrong)
        {
            return new TreePath("", Verdict.Refuse(Refusal.Invalid, $"the name is wrong: {wrong}"));
        }

        var reached = LinkWalk.Follow(replica, path, followsLast: false);
        var context = TreePath.ParentOf(reached.Path);
        var state = replica.StateOf(context);
        return reached.Verdict.Refusal != Refusal.None || state.IsContext ? reached
            : new TreePath("", state.IsBound
                ? Verdict.Refuse(Refusal.NotContext, $"{TreePath.Say(context)} is bound, and not to a context")
                : Verdict.Refuse(Refusal.NotFound, $"there is no context {TreePath.Say(context)}: create it first"));
    }

    private Verdict Bind(string path, TreeBind bind)
    {
        if (bind.Reference.Kind is not (ReferenceKind.Value or ReferenceKind.Link) || bind.Policy is not (BindingPolicy.Unique or BindingPolicy.FirstEpoch))
        {
            return Verdict.Refuse(Refusal.Invalid, "a value or a link is bound here, as unique or firstEpoch");
        }

        if (bind.Reference.Check() is { } wrong)
        {
            return Verdict.Refuse(Refusal.Invalid, wrong);
        }

        var state = replica.StateOf(path);
        return Taken(path, state, bind) is { } taken ? Verdict.Refuse(Refusal.AlreadyBound, taken)
            : bind.Replace && state.Live.Length > 0 ? Replace(path, state, bind)
            : Put(path, OwnId, new BindingTerms(bind.Policy, replica.NextEpoch(path, bind.Policy), bind.Reference));
    }

    /// <summary>Why a name cannot be bound, or null when it can.</summary>
    private string? Taken(string path, NameState state, TreeBind bind) =>
        state.IsContext ? $"{TreePath.Say(path)} is a context"
        : HasService(state) ? $"{TreePath.Say(path)} is a service"
        : bind.Replace || state.Live.Length == 0 ? null
        : bind.Policy == BindingPolicy.Unique || Array.Exists(state.Live, live => live.Instance.Policy == BindingPolicy.Unique || live.Instance.InstanceId == OwnId)
            ? $"{TreePath.Say(path)} is bound to a {state.Live[0].Instance.Reference!.Kind.ToString().ToLowerInvariant()}; rebind replaces it"
            : null;

    /// <summary>What is served keeps its place and its epoch; what stands behind it goes.</summary>
    private Verdict Replace(string path, NameState state, TreeBind bind)
    {
        var served = state.Served[0].Instance;
        var verdict = Put(path, served.InstanceId, new BindingTerms(bind.Policy, ConflictRule.EpochOf(served), bind.Reference));
        return verdict.Refusal != Refusal.None ? verdict : Bury(path, state.Live.Where(live => live.Instance.InstanceId != served.InstanceId));
    }

    private Verdict Unbind(string path)
    {
        var state = replica.StateOf(path);
        return state.IsContext ? Verdict.Refuse(Refusal.Invalid, $"{TreePath.Say(path)} is a context: destroy it")
            : HasService(state) ? Verdict.Refuse(Refusal.Invalid, $"{TreePath.Say(path)} is a service: deregister its instances")
            : Bury(path, state.Live);
    }

    private Verdict Create(string path)
    {
        var state = replica.StateOf(path);
        return state.IsContext || state.Live.Length > 0
            ? Verdict.Refuse(Refusal.AlreadyBound, $"{TreePath.Say(path)} is {(state.IsContext ? "a context already" : "bound")}")
            : Put(path, ContextId, new BindingTerms(BindingPolicy.Pool, 0, Reference.Context));
    }

    private Verdict Destroy(string path)
    {
        var state = replica.StateOf(path);
        return state.IsBound && !state.IsContext ? Verdict.Refuse(Refusal.NotContext, $"{TreePath.Say(path)} is bound, and not to a context")
            : state.HasBelow ? Verdict.Refuse(Refusal.NotEmpty, $"{TreePath.Say(path)} is not empty: {TreePath.Say(replica.Below(path, 1)[0])} is below it")
            : IsServersOwn(state) ? ServersOwn(path)
            : Bury(path, state.Live.Where(IsContext));
    }

    private Verdict Rename(string from, string to)
    {
        var (old, target) = (replica.StateOf(from), replica.StateOf(to));
        if (!old.IsContext && old.Live.Length == 0)
        {
            return Verdict.Refuse(Refusal.NotFound, $"{TreePath.Say(from)} is not bound");
        }

        if (target.IsContext || target.Live.Length > 0)
        {
            return Verdict.Refuse(Refusal.AlreadyBound, $"{TreePath.Say(to)} is bound already");
        }

        if (to.StartsWith(from + "/", StringComparison.Ordinal))
        {
            return Verdict.Refuse(Refusal.Invalid, $"{TreePath.Say(from)} cannot be moved below itself, to {TreePath.Say(to)}");
        }

        string[] moved = [from, .. replica.Below(from, Limits.RenamedNames + 1)];
        return moved.Length > Limits.RenamedNames
            ? Verdict.Refuse(Refusal.TooMany, $"more than {Limits.RenamedNames} names are below {TreePath.Say(from)}: move its parts")
            : Move(moved, from, to);
    }

    private Verdict Move(string[] names, string from, string to)
    {
        foreach (var name in names)
        {
            var state = replica.StateOf(name);
            if (HasService(state))
            {
                return Verdict.Refuse(Refusal.Invalid, $"{TreePath.Say(name)} is a service: it has the name that its instances register");
            }

            if (IsServersOwn(state))
            {
                return ServersOwn(name);
            }

            if (NamePath.CheckTree(to + name[from.Length..]) is { } wrong)
            {
                return Verdict.Refuse(Refusal.Invalid, $"the new name of {TreePath.Say(name)} is wrong: {wrong}");
            }
        }

        // Checked before anything is drafted: a refusal must leave no half of a move behind.
        return draft.Count + (4 * names.Length) > Limits.RegistrationsPerOwner ? Full() : MoveAll(names, from, to);
    }

    private Verdict MoveAll(string[] names, string from, string to)
    {
        var verdict = Verdict.Accepted;
        foreach (var name in names)
        {
            var (state, path) = (replica.StateOf(name), to + name[from.Length..]);
            foreach (var served in state.Served)
            {
                var terms = served.Instance.Terms!;
                var id = IsContext(served) ? ContextId : OwnId;
                verdict = Put(path, id, terms with { Epoch = replica.NextEpoch(path, terms.Policy) });
            }

            Bury(name, state.Live);
        }

        return verdict;
    }

    private Verdict Put(string path, string id, BindingTerms terms) => draft.Count + 2 > Limits.RegistrationsPerOwner
        ? Full()
        : GuestChanges.DraftRecord(draft, new Instance(path, id, [], null, new GuestRecord(0, 0, TimeSpan.Zero), terms), replica.Guests);

    private Verdict Bury(string path, IEnumerable<Binding> bindings)
    {
        foreach (var binding in bindings)
        {
            var verdict = GuestChanges.Draft(draft, new DeregisterGuest(path, binding.Instance.InstanceId), replica.Guests, unixMilliseconds);
            if (verdict.Refusal is not (Refusal.None or Refusal.NotFound))
            {
                return verdict;
            }
        }

        return Verdict.Accepted;
    }

    private static bool HasService(NameState state) => Array.Exists(state.Live, static binding => binding.Instance.Reference is null);

    private static bool IsContext(Binding binding) => binding.Instance.Reference?.Kind == ReferenceKind.Context;

    /// <summary>Whether only some server's own line makes it a context (<c>PUT /v1/contexts</c>): that server must remove it.</summary>
    private static bool IsServersOwn(NameState state) => state.IsCreated && !Array.Exists(state.Live, IsContext);

    private static Verdict ServersOwn(string path) =>
        Verdict.Refuse(Refusal.Invalid, $"{TreePath.Say(path)} was created by a server as its own: remove it there (DELETE /v1/contexts)");

    private static Verdict Full() =>
        Verdict.Refuse(Refusal.TooMany, $"this server holds nearly {Limits.RegistrationsPerOwner} registrations, its most; ask another one");
}
