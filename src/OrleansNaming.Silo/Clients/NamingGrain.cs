using Orleans.Concurrency;
using OrleansNaming.Api;
using OrleansNaming.Grains;
using OrleansNaming.InProcess;
using OrleansNaming.Wire.Clients;
using static OrleansNaming.Silo.Clients.GrainAnswers;

namespace OrleansNaming.Silo.Clients;

/// <inheritdoc cref="INamingGrain"/>
/// <remarks>Calls interleave: one that waits for a demanded state or for storage holds up no other. There is no state that they could disturb.
/// A client of the cluster is no silo: it is answered as an outsider, whichever silo it asks.</remarks>
[StatelessWorker]
[Reentrant]
internal sealed class NamingGrain(EngineClient client, DirectoryReader reader, ResolvedAnswers answers) : Grain, INamingGrain
{
    public ValueTask<byte[]> ResolveAsync(string name)
    {
        try
        {
            return new(answers.Of(reader.Resolve(name, options: null, Asker.Outsider)));
        }
        catch (NamingException refused)
        {
            return new(Refused(refused.Refusal, refused.Message));
        }
    }

    public ValueTask<byte[]> ResolveAsync(string name, string[] tags, string[] zones, string? atLeast, TimeSpan wait)
    {
        var options = new ResolveOptions { Tags = tags, Zones = zones, Timeout = wait };
        return Demanding(options, atLeast, seen: null, demanded => reader.ResolveAsync(name, (ResolveOptions)demanded, Asker.Outsider, CancellationToken.None), (_, found) => answers.Of(found));
    }

    public ValueTask<byte[]> ResolveAsync(string name, string[] tags, string[] zones, string? atLeast, string seen, TimeSpan wait)
    {
        var options = new ResolveOptions { Tags = tags, Zones = zones, Timeout = wait };
        return Demanding(
            options, atLeast, seen, demanded => reader.ResolveAsync(name, (ResolveOptions)demanded, Asker.Outsider, CancellationToken.None),
            static (session, found) => Succeeded(default, ResolvedCodec.Encode(found, asFresh: false), Text(session)));
    }

    public ValueTask<byte[]> ListAsync(string context, string? after, string? atLeast, string? seen, TimeSpan wait) => Demanding(
        new ReadOptions { Timeout = wait }, atLeast, seen, demanded => reader.ListAsync(context, after, demanded, CancellationToken.None),
        static (session, list) => Succeeded(default, NameListCodec.Encode(list), Text(session)));

    public ValueTask<byte[]> ExplainAsync(string name, string[] tags, string[] zones) => Answered(
        () => reader.ExplainAsync(name, new ResolveOptions { Tags = tags, Zones = zones }, Asker.Outsider, CancellationToken.None),
        static explanation => Succeeded(default, ApiExplanation.From(explanation).Write()));

    public ValueTask<byte[]> ListAsync(string context, string? after) =>
        Answered(() => reader.ListAsync(context, after), static list => Succeeded(default, NameListCodec.Encode(list)));

    public ValueTask<byte[]> RegisterAsync(byte[] registration) => RegistrationCodec.Decode(registration) is { } wanted
        ? Answered(() => client.RegisterAsync(wanted), Written)
        : new(Refused(Refusal.Invalid, "the registration cannot be read: check that client and silos are of one version of OrleansNaming"));

    public ValueTask<byte[]> RenewAsync(string name, string instanceId) =>
        Answered(() => client.CommitAsync(new RenewGuest(name, instanceId), CancellationToken.None), Written);

    public ValueTask<byte[]> TellHealthAsync(string name, string instanceId, string check, int health, string output) =>
        Answered(() => client.CommitAsync(new TellHealth(new EntryKey(name, instanceId), check, (InstanceHealth)health, output), CancellationToken.None), Written);

    public ValueTask<byte[]> DeregisterAsync(string name, string instanceId) =>
        Answered(() => client.DeregisterAsync(name, instanceId), Written);

    private static ValueTask<byte[]> Demanding<T>(
        ReadOptions options, string? atLeast, string? seen, Func<ReadOptions, Task<T>> read, Func<ReadSession?, T, byte[]> answer)
    {
        Token token = default;
        if (atLeast is not null && !Token.TryParse(atLeast, out token))
        {
            return new(Refused(Refusal.Invalid, $"'{atLeast}' is no token"));
        }

        if (!ReadToken.TryParse(seen, out var known))
        {
            return new(Refused(Refusal.Invalid, $"'{seen}' is no read token"));
        }

        var session = seen is null ? null : new ReadSession(known);
        var demanded = options with { AtLeast = atLeast is null ? null : token, Session = session };
        return Answered(() => read(demanded), found => answer(session, found));
    }

    private static string Text(ReadSession? session) => session is null ? "" : session.Problem is { } problem ? $"!{problem}" : session.Seen.ToString();
}
