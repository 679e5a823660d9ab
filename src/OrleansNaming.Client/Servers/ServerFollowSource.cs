using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansNaming.Api;
using OrleansNaming.Following;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Servers;

/// <summary>Follows the server that answered last, by its API's event stream.</summary>
internal sealed class ServerFollowSource(NamingServers servers, IOptions<NamingServersOptions> options, TimeProvider time) : IFollowSource
{
    public string Node => servers.Preferred.ToString();

    public void Leave() => servers.LeavePreferred();

    public async IAsyncEnumerable<FollowWord> FollowAsync(IReadOnlyList<Held> have, [EnumeratorCancellation] CancellationToken ends)
    {
        var request = new ApiFollowRequest(Fitting(have));
        using var response = await servers.OpenAsync(
            () => new(HttpMethod.Post, HttpNamingClient.Relative("v1/follow")) { Content = JsonContent.Create(request, ApiJson.Default.ApiFollowRequest) }, ends).ConfigureAwait(false);
        using var audible = new SilenceLimit(await response.Content.ReadAsStreamAsync(ends).ConfigureAwait(false), options.Value.SilenceMax, time);
        await foreach (var item in SseParser.Create(audible, static (_, data) => data.ToArray()).EnumerateAsync(ends).ConfigureAwait(false))
        {
            yield return Read(item) ?? throw new IOException($"what {Node} sent cannot be read: asking anew");
        }
    }

    /// <summary>
    /// As much of what is held as a server takes in one body, some 8,000 owners: what is left out is told anew, and what is held of it stays. A larger body
    /// would be refused each time.
    /// </summary>
    private static List<ApiHeld> Fitting(IReadOnlyList<Held> have)
    {
        List<ApiHeld> fitting = [];
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new ApiFollowRequest([]), ApiJson.Default.ApiFollowRequest).Length;
        foreach (var held in have.Select(ApiHeld.From))
        {
            bytes += JsonSerializer.SerializeToUtf8Bytes(held, ApiJson.Default.ApiHeld).Length + 1; // and a comma
            if (bytes > Limits.BodyBytes)
            {
                break;
            }

            fitting.Add(held);
        }

        return fitting;
    }

    private static FollowWord? Read(SseItem<byte[]> item)
    {
        try
        {
            return item.EventType switch
            {
                "hello" => JsonSerializer.Deserialize(item.Data, ApiJson.Default.ApiFollowHello) is { } hello ? new FollowHello(hello.Cluster, hello.Server) : null,
                "owner" => JsonSerializer.Deserialize(item.Data, ApiJson.Default.ApiOwner)?.ToOwner(),
                "complete" => JsonSerializer.Deserialize(item.Data, ApiJson.Default.ApiFollowComplete) is { } told
                    // A server that is complete and names nobody says nothing about who is gone.
                    ? new FollowComplete(told is { Complete: true, Servers: not null }, told.Servers ?? [])
                    : null,
                // A later version of the API may say more.
                _ => new FollowPulse(),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
