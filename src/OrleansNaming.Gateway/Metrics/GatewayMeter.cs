using System.Diagnostics.Metrics;
using OrleansNaming.Api;

namespace OrleansNaming.Gateway.Metrics;

/// <summary>The API's instruments, in the meter that the engine uses too. Every tag has few values.</summary>
internal sealed class GatewayMeter
{
    /// <summary>The name of the meter: <c>OrleansNaming</c>.</summary>
    public const string Name = "OrleansNaming";

    // Made once: this is asked for each request.
    private static readonly string[] Words = [.. Enum.GetValues<Refusal>().Select(ApiWord.Of)];

    private readonly Meter _meter;
    private readonly Counter<long> _requests;

    /// <param name="meters">The application's meters; it disposes what it made.</param>
    public GatewayMeter(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _requests = _meter.CreateCounter<long>("naming.requests", "{request}", "Requests to the HTTP API that were answered, by refusal.");
    }

    public void ShowWatchers(Func<int> count) =>
        _meter.CreateObservableGauge("naming.watchers", count, "{watcher}", "Watches and followers that are connected to this node.");

    public void Answered(Refusal refusal) => _requests.Add(1, new KeyValuePair<string, object?>("naming.refusal", Words[(int)refusal]));
}
