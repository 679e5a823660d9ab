using System.Globalization;
using System.Text;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.SiloBenchmarks.Silos;
using OrleansNaming.SiloBenchmarks.Stores;

namespace OrleansNaming.SiloBenchmarks.Register;

internal static class RegisterReport
{
    private const int Names = 400;

    public static async Task<string> MakeAsync(int rounds)
    {
        var load = Load.Await();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            # Registering through a grain: beside WriteStateAsync alone

            `dotnet run -c Release --project bench/OrleansNaming.SiloBenchmarks -- register {rounds} bench/results/silo-register.md`

            One silo. {Names} new names a round and kind, {rounds} rounds by turns, each answered when durable in grain storage. The floor: a grain of the same silo that writes
            the same bytes. Times are of a shared machine ({load}).
            """);
        await AddAsync(text, "PostgreSQL on this machine's disk, with its defaults: every write is synced", rounds, database: true);
        await AddAsync(text, "Storage in memory, which serialises as a real one: nothing but the processor's work", rounds, database: false);
        return text.ToString();
    }

    private static async Task AddAsync(StringBuilder text, string title, int rounds, bool database)
    {
        await using var postgres = database ? await Database.StartAsync() : null;
        if (database && postgres is null)
        {
            text.AppendLine().AppendLine("PostgreSQL is not on this machine.");
            return;
        }

        await using var town = await SiloTown.StartAsync(1, postgres is null ? Store.Memory() : Store.Postgres(postgres.Connection));
        var run = new RegisterRun(town, Names);
        await run.RunAsync(rounds);
        text.AppendLine(CultureInfo.InvariantCulture, $"""

            ## {title}

            {run.Bytes / 1024:F0} KiB of state a write on average.

            | | Median µs each | Ratio |
            |---|---:|---:|
            | `WriteStateAsync` alone, one after the other | {run.Floor:F0} | 1.00 |
            | **registrations, one after the other** | {run.Alone:F0} | **{run.AloneRatio:F2}** |
            | registrations, 16 at once | {run.Together:F0} | {run.TogetherRatio:F2} |
            """);
    }
}
