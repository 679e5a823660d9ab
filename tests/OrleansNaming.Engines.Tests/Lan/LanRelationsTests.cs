using System.Text;
using Microsoft.Extensions.Configuration;
using OrleansNaming.Lan;

namespace OrleansNaming.Engines.Tests.Lan;

/// <summary>Who may hear of whom, as both engines read it from the section <c>Naming:Lan</c> (row E36).</summary>
[On(Engine.Lan)]
public sealed class LanRelationsTests
{
    private static readonly LanOptionsValidator Validator = new();

    [Theory]
    [InlineData("b", "a", true)]
    [InlineData("c", "a", true)]
    [InlineData("d", "a", false)]
    [InlineData("a", "a", true)]
    [InlineData("a", "n", false)]
    [InlineData("n", "n", true)]
    [InlineData("b", "o", true)]
    [InlineData("c", "o", false)]
    [InlineData("a", "b", true)]
    [Row("E36")]
    public void A_server_that_is_listed_is_heard_by_its_targets_alone(string reader, string owner, bool mayHear)
    {
        var relations = LanSettings.RelationsOf(Bound("""{ "Naming": { "Lan": { "Relations": { "a": ["b", "c"], "n": [], "o": "b" } } } }"""));

        Assert.Equal(mayHear, relations.MayHear(new ServerId(reader), new ServerId(owner)));
        Assert.Equal(owner != "b", relations.IsNarrowed(new ServerId(owner)));
    }

    [Theory]
    [InlineData("A", "b", "'A' is no server's name")]
    [InlineData("a", "b c", "'b c' is no server's name")]
    [Row("E36")]
    public void What_is_no_name_of_a_server_is_named(string owner, string target, string why)
    {
        var options = new LanOptions { Relations = { [owner] = [target] } };

        Assert.Contains(why, Assert.Single(Validator.Validate(null, options).Failures!));
    }

    [Fact]
    [Row("E36")]
    public void More_servers_than_are_allowed_are_refused()
    {
        var options = new LanOptions();
        for (var i = 0; i <= Wire.Relations.Max; i++)
        {
            options.Relations[$"s{i}"] = [];
        }

        Assert.Contains($"{Wire.Relations.Max}", Assert.Single(Validator.Validate(null, options).Failures!));
        options.Relations.Remove("s0");
        Assert.True(Validator.Validate(null, options).Succeeded);
    }

    private static LanOptions Bound(string json)
    {
        var options = new LanOptions();
        options.BindFrom(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build());
        Assert.True(Validator.Validate(null, options).Succeeded);
        return options;
    }
}
