using Xunit.v3;

namespace OrleansNaming.Testing;

/// <summary>
/// The test proves a row of the requirements: <c>[Row("B4")]</c>. Without engines the row counts for those of the class (<see cref="OnAttribute"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class RowAttribute(string row, params Engine[] engines) : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        engines.Length == 0 ? [new("Row", row)] : [.. engines.Select(engine => new KeyValuePair<string, string>("Row", $"{row}@{engine}"))];
}
