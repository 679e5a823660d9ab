using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace OrleansNaming.Benchmarks.TrackGroups;

/// <summary>Three servers of one group, as processes of this machine.</summary>
internal sealed class MemberGroup : IAsyncDisposable
{
    public const int Size = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naming-bench-");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private MemberGroup(bool ticks, IReadOnlyDictionary<string, string> settings, Action<string> heard) =>
        Members = [.. Enumerable.Range(0, Size).Select(i => new GroupMember($"w{i}", _folder.FullName, ticks, settings, heard))];

    public IReadOnlyList<GroupMember> Members { get; }

    public HttpClient Http => _http;

    /// <summary>Starts them, and waits until each sees all.</summary>
    public static async Task<MemberGroup> StartAsync(bool ticks, TimeSpan interval, IReadOnlyDictionary<string, string> more, Action<string>? heard = null)
    {
        var settings = new Dictionary<string, string>(more)
        {
            ["Naming__Lan__MulticastPort"] = Random.Shared.Next(20_000, 30_000).ToString(CultureInfo.InvariantCulture),
            ["Naming__Lan__PullPort"] = "0",
            ["Naming__Lan__Interval"] = "00:00:00.3",
            ["Naming__Tracks__Interval"] = interval.ToString("c", CultureInfo.InvariantCulture),
            ["Naming__Tracks__AllowUnusualInterval"] = "true",
        };
        var group = new MemberGroup(ticks, settings, heard ?? (static _ => { }));
        foreach (var member in group.Members)
        {
            member.Start();
        }

        await group.CompleteAsync();
        return group;
    }

    /// <summary>Waits until each server sees all and there is a master.</summary>
    public Task CompleteAsync() => UntilAsync(
        async () =>
        {
            var seen = await Task.WhenAll(Members.Select(async member => (await GetAsync(member, "servers"))?["servers"]!.AsArray()));
            return seen.All(servers => servers?.Count == Size && servers.Any(server => (bool)server!["isMaster"]!));
        },
        "every server sees all");

    /// <summary>Null while it does not answer.</summary>
    public async Task<JsonNode?> GetAsync(GroupMember member, string path)
    {
        try
        {
            return await _http.GetFromJsonAsync<JsonNode>($"{member.Url}/v1/tracks/{GroupMemberProgram.Group}/{path}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException(what);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Members)
        {
            await member.DisposeAsync();
        }

        _http.Dispose();
        _folder.Delete(recursive: true);
    }
}
