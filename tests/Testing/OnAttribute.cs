using Xunit.v3;

namespace OrleansNaming.Testing;

/// <summary>The engines that the tests of this class run on: one contract suite, one derived class an engine.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class OnAttribute(params Engine[] engines) : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [.. engines.Select(engine => new KeyValuePair<string, string>("Engine", engine.ToString()))];
}
