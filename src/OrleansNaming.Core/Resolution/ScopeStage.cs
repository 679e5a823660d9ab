namespace OrleansNaming.Resolution;

/// <summary>
/// Split horizon (rows M6, M9): who asks decides which of an instance's addresses he gets. Here instances go that have no address for the
/// asker, and, for a member, the asker itself: behind a shared address a call to oneself is a mistake more often than not. Which endpoints
/// of the others are shown, <see cref="ScopeView"/> says.
/// </summary>
internal sealed class ScopeStage : IResolutionStage
{
    public string Name => "scope";

    public bool IsPreference => false;

    public bool IsAsked(in Question question) => question.HasScopes || (question.Options.Scope == ResolveScope.Intracluster && question.IsInside);

    public bool Keeps(in Binding binding, in Question question) =>
        !IsOneself(binding, question) && (binding.Instance.Endpoints.Count == 0 || ScopeView.Sees(binding.Instance, question));

    public string Why(in Binding binding, in Question question) => IsOneself(binding, question)
        ? "it is the asker itself (self=true shows it)"
        : $"it has no address for {(question.IsInside ? "a member" : "an outsider")}";

    private static bool IsOneself(in Binding binding, in Question question) =>
        question.IsInside
        && !question.Options.IncludeSelf
        && !binding.Instance.IsGuest
        && (binding.Instance.HasScope || question.Options.Scope == ResolveScope.Intracluster)
        && question.Asker.Member == binding.Version.Owner.Server;
}
