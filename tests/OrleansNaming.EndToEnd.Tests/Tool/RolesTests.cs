using System.Text.Json.Nodes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>Rights and the audit by the tool, on a real server (row E35).</summary>
[On(Engine.Lan)]
public sealed class RolesTests(OneServer one) : IClassFixture<OneServer>
{
    [Fact]
    [Row("E35")]
    public async Task A_key_is_granted_used_told_of_and_taken_back()
    {
        var granted = (await one.Desk.NamingAsync("roles", "grant", "ci", "Viewer", "--json")).Exits(0);
        var key = (string)JsonNode.Parse(granted.Output)!["key"]!;
        (await one.Desk.NamingAsync("list", "--key", key)).Exits(0);
        (await one.Desk.NamingAsync("undrain", "--key", key)).Exits(5);
        var listed = (await one.Desk.NamingAsync("roles", "list")).Exits(0);
        Assert.Contains(listed.Lines, line => line.StartsWith("ci", StringComparison.Ordinal) && line.Contains("Viewer"));
        Assert.DoesNotContain(key, listed.Output);
        var audit = (await one.Desk.NamingAsync("audit")).Exits(0);
        Assert.Contains(audit.Lines, line => line.Contains("/v1/roles/ci role=Viewer") && line.Contains("done 200"));
        Assert.Contains(audit.Lines, line => line.Contains("DELETE /v1/drain") && line.Contains("refused 403"));
        Assert.Equal("revoked", (await one.Desk.NamingAsync("roles", "revoke", "ci")).Exits(0).Output.Trim());
        (await one.Desk.NamingAsync("undrain", "--key", key)).Exits(5);
        (await one.Desk.NamingAsync("roles", "revoke", "ci")).Exits(3);
        (await one.Desk.NamingAsync("roles", "grant", "ci", "Root")).Exits(2);
    }
}
