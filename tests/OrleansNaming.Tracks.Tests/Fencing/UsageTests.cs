using System.Text.RegularExpressions;
using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Fencing;

/// <summary>The code of docs/tracks.md, run.</summary>
public sealed partial class UsageTests(PostgresServer server) : IAsyncDisposable
{
    private readonly PostgresStores _stores = new(server);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [RequiresFact("postgres", Need.Linux)]
    [On(Engine.Lan)]
    public async Task What_the_page_shows_pays_the_invoice_once()
    {
        await _stores.StartAsync();
        var holder = new Holder(new ServerId("ann"), new BootId(1));

        Assert.Equal(WorkOutcome.Done, await PayAsync(_stores.Connection, holder, "17"u8.ToArray(), TestContext.Current.CancellationToken));
        Assert.Equal(WorkOutcome.FencedOut, await PayAsync(_stores.Connection, holder, "17"u8.ToArray(), TestContext.Current.CancellationToken));

        Assert.Equal(["invoice 17 is paid"], await _stores.NotesAsync());
    }

    [Fact]
    public void The_page_shows_what_is_run()
    {
        var page = File.ReadAllText(RepositoryRoot.File("docs", "tracks.md"));
        var run = string.Concat(new[] { Path.Combine("Fencing", "UsageTests.cs"), Path.Combine("Contacts", "ContactGroupTests.cs") }
            .Select(file => File.ReadAllText(RepositoryRoot.File("tests", "OrleansNaming.Tracks.Tests", file))));

        Assert.All(Fence().Matches(page), fence => Assert.Contains(Lines(fence.Groups[1].Value), Lines(run), StringComparison.Ordinal));
    }

    private static async Task<WorkOutcome> PayAsync(string connectionString, Holder holder, byte[] payload, CancellationToken cancellationToken)
    {
        await using var database = TrackDatabase.Postgres(connectionString);
        await database.MigrateAsync(cancellationToken);
        var owners = new SqlOwnershipStore(database, "billing");
        var work = new SqlWorkStore(database, "billing");

        await work.EnqueueAsync("invoices", [new WorkItem("invoice-17", payload)], cancellationToken);
        if (await owners.TakeAsync("invoices", seenEpoch: 0, holder, cancellationToken) is not { } token)
        {
            return WorkOutcome.FencedOut; // another server has it
        }

        return await work.CompleteAsync(
            token,
            "invoice-17",
            async (transaction, cancel) =>
            {
                var fenced = (FencedTransaction)transaction;
                await using var command = fenced.Connection.CreateCommand();
                command.Transaction = fenced.Transaction;
                command.CommandText = "insert into note (line) values ('invoice 17 is paid')";
                await command.ExecuteNonQueryAsync(cancel);
            },
            cancellationToken);
    }

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
