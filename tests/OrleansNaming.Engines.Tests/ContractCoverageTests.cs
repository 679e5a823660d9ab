using System.Reflection;
using OrleansNaming.Contracts;

namespace OrleansNaming.Engines.Tests;

/// <summary>One contract, every engine: a suite that an engine does not inherit would be missed without a word.</summary>
public sealed class ContractCoverageTests
{
    private static readonly Type[] All = Assembly.GetExecutingAssembly().GetTypes();

    public static TheoryData<string, string> Expected()
    {
        var expected = new TheoryData<string, string>();
        foreach (var suite in All.Where(type => type.IsAbstract && type.IsSubclassOf(typeof(EngineContract))))
        {
            expected.Add(suite.Name, "Lan");
            expected.Add(suite.Name, "Simulated");
        }

        return expected;
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public void Every_engine_inherits_every_suite(string suite, string engine) => Assert.Contains(
        All, type => !type.IsAbstract && type.BaseType?.Name == suite && type.Namespace == $"OrleansNaming.Engines.Tests.{engine}");

    [Fact]
    public void There_are_suites() => Assert.NotEmpty(Expected());
}
