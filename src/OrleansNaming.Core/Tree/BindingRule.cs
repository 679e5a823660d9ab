using OrleansNaming.Advertising;
using OrleansNaming.Replica;

namespace OrleansNaming.Tree;

/// <summary>
/// Finds the terms of a binding from what this node shows of its name: the epoch, and whether the policies let it be bound. What is not known
/// here is not refused: concurrent binds are both accepted, and the conflict is decided where both are shown (docs/decisions/0011).
/// </summary>
internal static class BindingRule
{
    /// <summary>The change with its terms, or a refusal. A change that binds no service passes as it is.</summary>
    public static (Verdict Verdict, Change Change) Judge(Change change, ServerId self, DirectoryReplica replica) => change switch
    {
        Bind bind => Judge(bind.Registration, new EntryKey(bind.Registration.Name, bind.Registration.InstanceId), self, isGuest: false, replica)
            is var (verdict, terms) ? (verdict, bind with { Terms = terms }) : default,
        RegisterGuest guest => Judge(guest.Registration, new EntryKey(guest.Registration.Name, guest.Registration.InstanceId), self, isGuest: true, replica)
            is var (verdict, terms) ? (verdict, guest with { Terms = terms }) : default,
        _ => (Verdict.Accepted, change),
    };

    private static (Verdict Verdict, BindingTerms? Terms) Judge(Registration registration, EntryKey key, ServerId self, bool isGuest, DirectoryReplica replica)
    {
        if (registration.Check() is { } wrong)
        {
            return (Verdict.Refuse(Refusal.Invalid, wrong), null);
        }

        if (registration.Policy == BindingPolicy.Pool && replica.IsMerePool(key.Name))
        {
            return (Verdict.Accepted, null);
        }

        Instance? mine = null;
        foreach (var binding in replica.StateOf(key.Name).Live)
        {
            var other = binding.Instance;
            if (other.InstanceId == key.InstanceId && other.IsGuest == isGuest && (isGuest || binding.Version.Owner.Server == self))
            {
                mine = other;
            }
            else if (other.Reference?.Kind != ReferenceKind.Context && (registration.Policy == BindingPolicy.Unique || other.Policy == BindingPolicy.Unique))
            {
                return (Verdict.Refuse(Refusal.AlreadyBound, $"'{key.Name}' is bound as '{other.InstanceId}' at server '{binding.Version.Owner.Server}', and {(other.Policy == BindingPolicy.Unique ? "that binding" : "this bind")} wants it unique"), null);
            }
        }

        var epoch = EpochOf(mine, registration.Policy, key.Name, replica);
        return (Verdict.Accepted, registration.Policy == BindingPolicy.Pool && epoch == 0 ? null : new BindingTerms(registration.Policy, epoch, null));
    }

    /// <summary>Who binds again what he has bound keeps his place.</summary>
    private static ulong EpochOf(Instance? mine, BindingPolicy policy, string name, DirectoryReplica replica)
    {
        var held = mine is null ? 0 : ConflictRule.EpochOf(mine);
        return held > 0 || mine?.Policy == policy ? held : replica.NextEpoch(name, policy);
    }
}
