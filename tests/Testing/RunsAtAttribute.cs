using Xunit.v3;

namespace OrleansNaming.Testing;

/// <summary>The test is left out of shorter tiers; left out, not skipped, so it is not counted there. See tests.runsettings and ./test.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RunsAtAttribute(Tier tier) : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Tier", tier.ToString())];
}
