using System.Diagnostics.Metrics;
using OrleansNaming.Gateway.Metrics;

namespace OrleansNaming.Gateway.Dns;

/// <summary>How questions ended, in the meter that the engine uses too. Counted without a listener's call: there are very many.</summary>
internal sealed class DnsMeter
{
    private static readonly (DnsCode Code, string Word)[] Words =
    [
        (DnsCode.NoError, "noError"), (DnsCode.FormatError, "formatError"), (DnsCode.ServerFailure, "serverFailure"), (DnsCode.NameError, "nameError"),
        (DnsCode.NotImplemented, "notImplemented"), (DnsCode.Refused, "refused"), (DnsCode.BadVersion, "badVersion"),
    ];

    private readonly long[] _ended = new long[(int)DnsCode.BadVersion + 1];
    private long _paced;

    public DnsMeter(IMeterFactory meters)
    {
        var meter = meters.Create(GatewayMeter.Name);
        meter.CreateObservableCounter("naming.dns.answers", Answers, "{answer}", "DNS questions that were answered, by how they ended.");
        meter.CreateObservableCounter("naming.dns.paced", () => Volatile.Read(ref _paced), "{question}", "DNS questions above their address's pace: answered with TC, or not at all.");
    }

    public void Answered(DnsCode code) => Interlocked.Increment(ref _ended[(int)code]);

    public void Paced() => Interlocked.Increment(ref _paced);

    private IEnumerable<Measurement<long>> Answers() =>
        Words.Select(word => new Measurement<long>(Volatile.Read(ref _ended[(int)word.Code]), new KeyValuePair<string, object?>("naming.dns.code", word.Word)));
}
