using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>
/// The theory plays each transcript that names this row, or any rule, in its first line, and counts for the row: traits of single data
/// rows are lost where a runner does not enumerate theories beforehand.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TranscriptsOfAttribute(string row) : DataAttribute, ITraitAttribute
{
    public string Row { get; } = row;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Transcript.Names.Where(name => Transcript.Read(name).Rows.Contains(Row)).Select(name => new TheoryDataRow<string>(name))]);

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Row == Transcript.Rule ? [] : [new("Row", Row)];

    public override bool SupportsDiscoveryEnumeration() => true;
}
