using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using OrleansNaming.Api;
using OrleansNaming.InProcess;

namespace OrleansNaming.Servers;

/// <summary>The naming client of a process that is no node and keeps no replica: each call is one request to a server's API.</summary>
internal sealed class HttpNamingClient(NamingServers servers, WatchStream watches) : INamingClient
{
    public async Task<Token> RegisterAsync(Registration registration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registration);
        if (registration.Check() is { } wrong)
        {
            throw new NamingException(Refusal.Invalid, wrong);
        }

        var body = ApiRegistration.From(registration);
        var path = Guest("names", registration.Name, registration.InstanceId);
        return await WriteAsync(() => new(HttpMethod.Put, path) { Content = JsonContent.Create(body, ApiRequestJson.Default.ApiRegistration) }, cancellationToken).ConfigureAwait(false);
    }

    public Task RenewAsync(string name, string instanceId, CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfInvalid(name);
        var path = Guest("leases", name, instanceId);
        return servers.AskAsync(() => new(HttpMethod.Put, path), static (_, _) => Task.FromResult(true), TimeSpan.Zero, cancellationToken);
    }

    public Task TellHealthAsync(string name, string instanceId, string check, InstanceHealth health, string output = "", CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfInvalid(name);
        var path = $"{Guest("checks", name, instanceId)}&check={Uri.EscapeDataString(check)}";
        var word = new ApiHealthWord { Health = ApiWord.Of(health), Output = output };
        return servers.AskAsync(
            () => new(HttpMethod.Put, path) { Content = JsonContent.Create(word, ApiRequestJson.Default.ApiHealthWord) }, static (_, _) => Task.FromResult(true), TimeSpan.Zero, cancellationToken);
    }

    public Task<Token> DeregisterAsync(string name, string instanceId, CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfInvalid(name);
        var path = Guest("names", name, instanceId);
        return WriteAsync(() => new(HttpMethod.Delete, path), cancellationToken);
    }

    public async Task<InstanceSet> ResolveAsync(string name, ResolveOptions? options = null, CancellationToken cancellationToken = default) =>
        (await AskResolvedAsync(name, options, cancellationToken).ConfigureAwait(false)).ToSet();

    public async Task<Explanation> ExplainAsync(string name, ResolveOptions? options = null, CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfInvalid(name);
        var asked = options is null ? null : options with { AtLeast = null, Session = null };
        return (await GetAsync(Relative($"v1/explain/{name}{Query(asked)}"), ApiJson.Default.ApiExplanation, TimeSpan.Zero, cancellationToken).ConfigureAwait(false)).ToExplanation();
    }

    public async Task<NameList> ListAsync(string context = "", string? after = null, CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfNoContext(context);
        var path = Relative($"v1/names?context={Uri.EscapeDataString(context)}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}");
        var list = await GetAsync(path, ApiJson.Default.ApiNameList, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return list.ToList();
    }

    public Task<NameList> ListAsync(string context, string? after, ReadOptions options, CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfNoContext(context);
        ArgumentNullException.ThrowIfNull(options);
        var path = $"v1/names?context={Uri.EscapeDataString(context)}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}{DemandedState.Query(options)}";
        return DemandAsync(path, options, ApiJson.Default.ApiNameList, static list => list.ToList(), cancellationToken);
    }

    public async IAsyncEnumerable<NamingChange> WatchAsync(string name, ReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        NameArgument.ThrowIfNoContext(name);
        ArgumentNullException.ThrowIfNull(options);
        await foreach (var change in watches.ReadAsync(name, options, cancellationToken).ConfigureAwait(false))
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

    /// <summary>The whole answer, with completeness: for tools.</summary>
    internal Task<ApiResolved> AskResolvedAsync(string name, ResolveOptions? options, CancellationToken cancellationToken)
    {
        NameArgument.ThrowIfInvalid(name);
        var path = $"v1/names/{name}{Query(options)}";
        return options is { Demands: true }
            ? DemandAsync(path, options, ApiJson.Default.ApiResolved, static resolved => resolved, cancellationToken)
            : GetAsync(Relative(path), ApiJson.Default.ApiResolved, TimeSpan.Zero, cancellationToken);
    }

    /// <summary>A read that demands a state, and remembers what it was answered from.</summary>
    private Task<TAnswer> DemandAsync<T, TAnswer>(string path, ReadOptions options, JsonTypeInfo<T> type, Func<T, TAnswer> answer, CancellationToken cancellationToken) =>
        servers.AskAsync(
            () => DemandedState.Request(Relative(path), options),
            async (response, ends) =>
            {
                var read = answer(await ReadAsync(response, type, ends).ConfigureAwait(false));
                DemandedState.Remember(response, options.Session);
                return read;
            },
            DemandedState.Wait(options),
            cancellationToken);

    internal Task<T> GetAsync<T>(Uri path, JsonTypeInfo<T> type, TimeSpan wait, CancellationToken cancellationToken) =>
        servers.AskAsync(() => new(HttpMethod.Get, path), (response, ends) => ReadAsync(response, type, ends), wait, cancellationToken);

    /// <summary>Asks for something to be done that has no body and no answer.</summary>
    internal Task CallAsync(HttpMethod method, Uri path, CancellationToken cancellationToken) =>
        servers.AskAsync(() => new(method, path), static (_, _) => Task.FromResult(true), TimeSpan.Zero, cancellationToken);

    internal Task PostAsync(Uri path, CancellationToken cancellationToken) => CallAsync(HttpMethod.Post, path, cancellationToken);

    internal Task DeleteAsync(Uri path, CancellationToken cancellationToken) => CallAsync(HttpMethod.Delete, path, cancellationToken);

    internal Task<T> SendAsync<T>(Func<HttpRequestMessage> request, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        servers.AskAsync(request, (response, ends) => ReadAsync(response, type, ends), TimeSpan.Zero, cancellationToken);

    internal Task<string> GetTextAsync(Uri path, string mediaType, CancellationToken cancellationToken) => servers.AskAsync(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.ParseAdd(mediaType);
            return request;
        },
        static (response, ends) => response.Content.ReadAsStringAsync(ends),
        TimeSpan.Zero,
        cancellationToken);

    internal async Task<Token> WriteAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        var written = await servers.AskAsync(request, static (response, ends) => ReadAsync(response, ApiJson.Default.ApiWritten, ends), TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return Token.TryParse(written.Token, out var token) ? token : throw NotOurs();
    }

    /// <summary>Drains the server that answers: give one server only.</summary>
    internal Task<ApiDrained> DrainAsync(double seconds, CancellationToken cancellationToken) => servers.AskAsync(
        () => new(HttpMethod.Put, Relative(FormattableString.Invariant($"v1/drain?wait={seconds:0.###}"))),
        static (response, ends) => ReadAsync(response, ApiJson.Default.ApiDrained, ends), TimeSpan.FromSeconds(seconds), cancellationToken);

    internal static Uri Relative(string path) => new(path, UriKind.Relative);

    private static Uri Guest(string collection, string name, string instanceId) =>
        Relative($"v1/{collection}/{name}?instance={Uri.EscapeDataString(instanceId)}");

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken).ConfigureAwait(false) ?? throw NotOurs();
        }
        catch (System.Text.Json.JsonException)
        {
            throw NotOurs();
        }
    }

    private static NamingException NotOurs() =>
        new(Refusal.Invalid, "the server's answer is not one of the naming API: check the address (Naming:Servers; --server of the tool), and that client and server are of one version");

    private static string Query(ResolveOptions? options)
    {
        if (options is null)
        {
            return "";
        }

        var query = new StringBuilder();
        foreach (var tag in options.Tags)
        {
            query.Append("&tag=").Append(Uri.EscapeDataString(tag));
        }

        foreach (var zone in options.Zones)
        {
            query.Append("&zone=").Append(Uri.EscapeDataString(zone));
        }

        if (options.Scope != ResolveScope.Auto)
        {
            query.Append("&scope=").Append(ApiWord.Of(options.Scope));
        }

        if (options.IncludeSelf)
        {
            query.Append("&self=true");
        }

        query.Append(DemandedState.Query(options));
        return query.Length == 0 ? "" : query.Replace('&', '?', 0, 1).ToString();
    }
}
