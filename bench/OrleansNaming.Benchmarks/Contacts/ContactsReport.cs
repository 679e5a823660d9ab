using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Benchmarks.TrackGroups;

namespace OrleansNaming.Benchmarks.Contacts;

/// <summary><c>contacts [times] [file]</c>: from an external trigger or a lookup to the first action, with idle workers (row E40).</summary>
internal static class ContactsReport
{
    private const string Tracks = "/v1/tracks/" + GroupMemberProgram.Group;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var times = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200;
        var report = await MeasureAsync(times, Load.Await());
        Console.WriteLine(report);
        if (args.Length > 2)
        {
            await File.WriteAllTextAsync(args[2], report);
        }

        return 0;
    }

    private static string Head(int times, string load) => $"""
        # Contacts: from the event to the first action

        `dotnet run -c Release --project bench/OrleansNaming.Benchmarks -- contacts {times} bench/results/contacts.md`

        Three servers as processes on one machine, on one SQLite file, T = {Interval.TotalSeconds:0} s, with nothing else to do. An event goes to one of them, at random; it is over when the step's HTTP call has arrived here. {times} times, one after the other.
        The aim is p99 ≤ 2 s. The machine is shared ({load}), and what it takes away is in the figures.

        | | Median ms | p99 ms | Most ms |
        |---|---:|---:|---:|

        """;

    private static async Task<string> MeasureAsync(int times, string load)
    {
        var acted = Channel.CreateUnbounded<string>();
        await using var receiver = await ReceiverAsync(acted.Writer);
        var folder = Directory.CreateTempSubdirectory("naming-bench-");
        var report = new StringBuilder(Head(times, load));
        await using (var group = await MemberGroup.StartAsync(ticks: false, Interval, Settings(folder)))
        {
            await DefineAsync(group, receiver.Urls.First());
            report.Append(Row("External trigger, `POST …/events/deploy`", await TimesAsync(times, acted.Reader, i => group.Http.PostAsync(new Uri(Somewhere(group) + Tracks + "/events/deploy"), new StringContent($$"""{"id":"{{i}}"}""")))));
            report.Append(Row("Lookup, `GET /v1/names/shop/web`", await TimesAsync(times, acted.Reader, _ => group.Http.GetAsync(new Uri(Somewhere(group) + "/v1/names/shop/web")))));
        }

        folder.Delete(recursive: true);
        return report.ToString();
    }

    private static string Somewhere(MemberGroup group) => group.Members[Random.Shared.Next(MemberGroup.Size)].Url;

    private static Dictionary<string, string> Settings(DirectoryInfo folder) => new()
    {
        ["Naming__Tracks__Level"] = "Fenced",
        ["Naming__Tracks__Sqlite"] = Path.Combine(folder.FullName, "tracks.db"),
        ["Naming__Tracks__CallHosts__0"] = "127.0.0.1",
    };

    private static async Task<WebApplication> ReceiverAsync(ChannelWriter<string> acted)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/acted/{what}", (string what) => acted.TryWrite(what));
        await app.StartAsync();
        return app;
    }

    /// <summary>Writes both tracks, and waits until each acts on what any server hears.</summary>
    private static async Task DefineAsync(MemberGroup group, string receiver)
    {
        var call = $"STEP \"1\" DO CALL POST \"{receiver}/acted/{{id}}\" END";
        await SaveAsync(group, $"TRACK \"deploys\" GROUP \"{GroupMemberProgram.Group}\" WHEN EXTERNAL \"deploy\" GATHER FROM CONTACTS KEY id COLUMNS id text {call}");
        await SaveAsync(group, $"TRACK \"lookups\" GROUP \"{GroupMemberProgram.Group}\" GATHER FROM naming \"lookup of shop/web\" KEY id COLUMNS id text {call}");
        await MemberGroup.UntilAsync(
            async () => (await Task.WhenAll(group.Members.Select(member => group.GetAsync(member, "tracks"))))
                .All(answer => answer?["tracks"]?.AsArray() is { Count: 2 } tracks && tracks.All(track => track!["owner"] is not null)),
            "both tracks have their owners");
        await Task.Delay(Interval); // servers look for new tracks each second
    }

    private static async Task SaveAsync(MemberGroup group, string text)
    {
        using var answer = await group.Http.PostAsync(new Uri(group.Members[0].Url + Tracks + "/definitions"), new StringContent(text));
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task<IReadOnlyList<double>> TimesAsync(int times, ChannelReader<string> acted, Func<int, Task<HttpResponseMessage>> begin)
    {
        var spans = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var answer = await begin(i);
            await acted.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
            spans.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(Random.Shared.Next(50, 250)); // so that the workers are idle again
        }

        return [.. spans.Order()];
    }

    private static string Row(string what, IReadOnlyList<double> sorted) => string.Create(
        CultureInfo.InvariantCulture, $"| {what} | {Turns.Median(sorted):n0} | {sorted[(int)Math.Ceiling(0.99 * sorted.Count) - 1]:n0} | {sorted[^1]:n0} |\n");
}
