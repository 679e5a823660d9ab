using System.Runtime.CompilerServices;
using OrleansNaming.Api;
using OrleansNaming.Grains;
using OrleansNaming.InProcess;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Asking;

/// <summary>The naming client of an Orleans client that keeps no replica: each call is one call of a stateless worker.</summary>
internal sealed class GrainNamingClient(NamingGrains silos, GrainWatch watches, TimeProvider time) : INamingClient
{
    /// <summary>A silo waits at most so long for a demanded state, well below Orleans' own time-out; then it is asked again.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    public async Task<Token> RegisterAsync(Registration registration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registration);
        if (registration.Check() is { } wrong)
        {
            throw new NamingException(Refusal.Invalid, wrong);
        }

        var bytes = RegistrationCodec.Encode(registration);
        return (await silos.AskAsync(grain => grain.RegisterAsync(bytes), TimeSpan.Zero, cancellationToken).ConfigureAwait(false)).Token;
    }

    public async Task RenewAsync(string name, string instanceId, CancellationToken cancellationToken = default)
    {
        Check(name, instanceId);
        await silos.AskAsync(grain => grain.RenewAsync(name, instanceId), TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
    }

    public async Task TellHealthAsync(string name, string instanceId, string check, InstanceHealth health, string output = "", CancellationToken cancellationToken = default)
    {
        Check(name, instanceId);
        await silos.AskAsync(grain => grain.TellHealthAsync(name, instanceId, check, (int)health, output), TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Token> DeregisterAsync(string name, string instanceId, CancellationToken cancellationToken = default)
    {
        Check(name, instanceId);
        return (await silos.AskAsync(grain => grain.DeregisterAsync(name, instanceId), TimeSpan.Zero, cancellationToken).ConfigureAwait(false)).Token;
    }

    public async Task<InstanceSet> ResolveAsync(string name, ResolveOptions? options = null, CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfInvalid(name);
        var answer = options is null
            ? await silos.AskAsync(grain => grain.ResolveAsync(name), TimeSpan.Zero, cancellationToken).ConfigureAwait(false)
            : await AskAsync(name, options, cancellationToken).ConfigureAwait(false);
        return ResolvedCodec.TryDecode(answer.Body.Span, out var found) ? found : throw NamingGrains.NotOurs();
    }

    public async Task<Explanation> ExplainAsync(string name, ResolveOptions? options = null, CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfInvalid(name);
        string[] tags = [.. options?.Tags ?? []];
        string[] zones = [.. options?.Zones ?? []];
        var answer = await silos.AskAsync(grain => grain.ExplainAsync(name, tags, zones), TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return (ApiExplanation.Read(answer.Body.Span) ?? throw NamingGrains.NotOurs()).ToExplanation();
    }

    public async Task<NameList> ListAsync(string context = "", string? after = null, CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfNoContext(context);
        var answer = await silos.AskAsync(grain => grain.ListAsync(context, after), TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return NameListCodec.Decode(answer.Body.Span) ?? throw NamingGrains.NotOurs();
    }

    public async Task<NameList> ListAsync(string context, string? after, ReadOptions options, CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfNoContext(context);
        ArgumentNullException.ThrowIfNull(options);
        var answer = await DemandAsync(options, (grain, atLeast, seen, wait) => grain.ListAsync(context, after, atLeast, seen, wait), cancellationToken).ConfigureAwait(false);
        return NameListCodec.Decode(answer.Body.Span) ?? throw NamingGrains.NotOurs();
    }

    /// <summary>Begins at a silo that has what is demanded.</summary>
    public async IAsyncEnumerable<NamingChange> WatchAsync(string name, ReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfNoContext(name);
        ArgumentNullException.ThrowIfNull(options);
        await foreach (var change in (options.Demands ? watches.ReadAsync(name, options, cancellationToken) : watches.ReadAsync(name, cancellationToken)).ConfigureAwait(false))
        {
            yield return change;
        }
    }

    public async IAsyncEnumerable<NamingChange> WatchAsync(string name = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfNoContext(name);
        await foreach (var change in watches.ReadAsync(name, cancellationToken).ConfigureAwait(false))
        {
            yield return change;
        }
    }

    private Task<CallAnswer> AskAsync(string name, ResolveOptions options, CancellationToken cancellationToken)
    {
        string[] tags = [.. options.Tags];
        string[] zones = [.. options.Zones];
        return DemandAsync(
            options,
            (grain, atLeast, seen, wait) => seen is null
                ? grain.ResolveAsync(name, tags, zones, atLeast, wait)
                : grain.ResolveAsync(name, tags, zones, atLeast, seen, wait),
            cancellationToken);
    }

    /// <summary>A silo waits for a demanded state a while, then it is asked again; what it answered from is remembered.</summary>
    private async Task<CallAnswer> DemandAsync(
        ReadOptions options, Func<INamingGrain, string?, string?, TimeSpan, ValueTask<byte[]>> ask, CancellationToken cancellationToken)
    {
        var atLeast = options.AtLeast is { Server.Value: not null } token ? token.ToString() : null;
        var seen = options.Session?.Seen.ToString();
        var started = time.GetTimestamp();
        while (true)
        {
            var left = options.Demands ? Clamped(options.Timeout - time.GetElapsedTime(started)) : TimeSpan.Zero;
            var wait = left < WaitMax ? left : WaitMax;
            try
            {
                var answer = await silos.AskAsync(grain => ask(grain, atLeast, seen, wait), wait, cancellationToken).ConfigureAwait(false);
                options.Session?.Saw(
                    !answer.Message.StartsWith('!') && ReadToken.TryParse(answer.Message, out var now) ? now : null, answer.Message.TrimStart('!'));
                return answer;
            }
            catch (NamingException notYet) when (notYet.Refusal == Refusal.NotReached && left > WaitMax)
            {
                // There is time left.
            }
        }
    }

    private static TimeSpan Clamped(TimeSpan wait) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero : wait > DirectoryReader.TimeoutMax ? DirectoryReader.TimeoutMax : wait;

    private static void Check(string name, string instanceId)
    {
        NameArgument.ThrowIfInvalid(name);
        ArgumentNullException.ThrowIfNull(instanceId);
    }
}
