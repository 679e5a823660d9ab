using System.Text.Json.Nodes;
using OrleansNaming.Api;
using OrleansNaming.Gateway;
using OrleansNaming.Gateway.Audit;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>Who changed what, on a server without a database: a file (row E35).</summary>
public sealed class AuditTests : IDisposable
{
    private const string Admin = "admin-key-0123456789abcdef";
    private const string Billing = "billing-key-0123456789abcdef";

    private readonly SoloEngine _engine = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naming-audit-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Row("E35")]
    public async Task Each_change_and_each_refused_one_has_a_row_before_its_answer_and_no_secret_stands_in_it()
    {
        await using var node = await StartAsync();
        Assert.Equal(200, await StatusAsync(node, "PUT", "/v1/own/orders?instance=one&token=a-secret", Billing));
        Assert.Equal(200, await StatusAsync(node, "PUT", "/v1/drain", Admin));
        Assert.Equal(400, await StatusAsync(node, "PUT", "/v1/own/Orders", Billing));
        Assert.Equal(403, await StatusAsync(node, "GET", "/v1/audit", Billing));
        Assert.Equal(401, await StatusAsync(node, "DELETE", "/v1/drain", "another-key-0123456789"));
        Assert.Equal(200, await StatusAsync(node, "GET", "/v1/names", Billing));

        var rows = await RowsAsync(node);
        Assert.Equal(
            [
                "unknown Viewer DELETE /v1/drain on /v1/drain refused 401",
                "billing Operator PUT /v1/own/{**name} on /v1/own/Orders failed 400",
                "AdminKeys:0 Administrator PUT /v1/drain on /v1/drain done 200",
                "billing Operator PUT /v1/own/{**name} on /v1/own/orders instance=one done 200",
            ],
            rows.Select(row => $"{row["who"]} {row["role"]} {row["what"]} on {row["on"]} {row["outcome"]} {row["status"]}"));
        Assert.All(rows, row => Assert.Equal("127.0.0.1", (string)row["from"]!));
        var kept = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "audit.jsonl"), Cancel);
        Assert.All([Admin, Billing, "another-key", "a-secret"], secret => Assert.DoesNotContain(secret, kept));
    }

    [Fact]
    [Row("E35")]
    public async Task Rows_survive_a_restart_and_a_torn_line_and_go_on_counting()
    {
        await using (var node = await StartAsync())
        {
            await StatusAsync(node, "PUT", "/v1/drain", Admin);
        }

        var file = Path.Combine(_folder.FullName, "audit.jsonl");
        await File.AppendAllTextAsync(file, "\n{\"id\":77,\"at", Cancel);
        await using var again = await StartAsync();
        await StatusAsync(again, "DELETE", "/v1/drain", Admin);
        Assert.Equal([2, 1], (await RowsAsync(again)).Select(row => (int)row["id"]!));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task A_renewal_and_a_stranger_are_summed_and_what_was_summed_is_written_at_the_end()
    {
        await using (var node = await StartAsync())
        {
            for (var i = 0; i < 40; i++)
            {
                await StatusAsync(node, "PUT", $"/v1/names/n{i}?instance=one", Billing);
                await StatusAsync(node, "PUT", "/v1/own/x", "another-key-0123456789");
            }

            Assert.Equal([1, 1], (await RowsAsync(node)).Select(row => (int)row["times"]!));
        }

        await using var again = await StartAsync();
        Assert.Equal([39, 39, 1, 1], (await RowsAsync(again)).Select(row => (int)row["times"]!));
    }

    [Fact]
    public async Task The_file_is_bounded_and_pages_go_through_both()
    {
        using var log = new AuditFile(() => _folder.FullName);
        var row = new ApiAuditRow(0, DateTimeOffset.UnixEpoch, "s", "w", "Viewer", "PUT /v1/own/{**name}", new string('x', 300), "::1", "done", 200, 1);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "audit.jsonl"), string.Join('\n', Enumerable.Range(1, 8_963).Select(id => $"{{\"id\":{id},\"at\":\"2026-01-01T00:00:00Z\",\"on\":\"{new string('y', 420)}\"}}")), Cancel);
        for (var i = 0; i < 3; i++)
        {
            await log.WriteAsync(row, Cancel);
        }

        Assert.All(_folder.GetFiles(), file => Assert.True(file.Length <= AuditFile.BytesMax, $"{file.Name}: {file.Length}"));
        Assert.Equal([8_966, 8_965, 8_964, 8_963], (await log.ReadAsync(long.MaxValue, 4, Cancel)).Select(kept => kept.Id));
        Assert.Equal([8_962], (await log.ReadAsync(8_963, 1, Cancel)).Select(kept => kept.Id));
    }

    [Fact]
    public void However_many_kinds_of_callers_come_there_are_so_many_rows_a_minute()
    {
        var sums = new AuditSums();
        var row = new ApiAuditRow(0, DateTimeOffset.UnixEpoch, "s", "unknown", "", "PUT", "/", "", "refused", 401, 1);
        var written = Enumerable.Range(0, 10_000).Count(i => sums.Add(row with { From = $"fe80::{i:x}" }) is not null);
        Assert.Equal(AuditSums.KindsMax + 1, written);
        Assert.Equal(10_000 - written, Assert.Single(sums.Take(DateTimeOffset.UnixEpoch.AddMinutes(1), all: false)).Times);
        Assert.Single(sums.Take(DateTimeOffset.UnixEpoch.AddMinutes(2), all: false).Concat([row])); // those that nobody came with again are forgotten
        Assert.NotNull(sums.Add(row with { At = DateTimeOffset.UnixEpoch.AddMinutes(3) }));
    }

    private Task<ApiNode> StartAsync() => ApiNode.StartAsync(_engine, options =>
    {
        options.AdminKeys.Add(Admin);
        options.Keys.Add(new NamingApiKey { Name = "billing", Role = NamingRole.Operator, Key = Billing });
        options.DataDirectory = _folder.FullName;
    });

    private static async Task<int> StatusAsync(ApiNode node, string method, string path, string key) =>
        (int)(await node.CallAsync(method, path, null, ("Authorization", $"Bearer {key}"))).Response.StatusCode;

    private static async Task<List<JsonNode>> RowsAsync(ApiNode node) =>
        [.. (await node.CallAsync("GET", "/v1/audit", null, ("Authorization", $"Bearer {Admin}"))).Body!["rows"]!.AsArray().Select(row => row!)];
}
