namespace OrleansNaming.HttpResolution;

/// <summary>
/// Sends a request for <c>http://orders/…</c> to a live instance of <c>orders</c>.
/// <para>
/// The URL that goes down to the connection is the instance's, so that connections are pooled per instance and every request is balanced
/// anew; a connect callback under the logical URL would stick to whichever instance the pool connected first. The Host header stays the
/// logical name, and the caller sees its own URL again afterwards.
/// </para>
/// </summary>
internal sealed class NamingResolutionHandler(ILiveSets live, InstanceChooser chooser, NamingResolutionOptions options) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.RequestUri is not { IsAbsoluteUri: true } url || LogicalAddress.Of(url, options.Context) is not { } address)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var key = options.Policy == BalancingPolicy.Consistent ? options.Key?.Invoke(request) : null;
        var first = await ChooseAsync(address, url, key, cancellationToken).ConfigureAwait(false);
        try
        {
            return await SendToAsync(first, request, url, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException unreachable) when (unreachable.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            chooser.Shun(first);
            var found = await live.GetAsync(address.Name, cancellationToken).ConfigureAwait(false);
            // No connection was made, so nothing was sent: but only a method that may be repeated is, as callers expect.
            if (!IdempotentMethods.Include(request.Method) || chooser.Choose(found, address, url.Scheme, options, key, except: first) is not { } second)
            {
                throw;
            }

            return await SendToAsync(second, request, url, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<Endpoint> ChooseAsync(LogicalAddress address, Uri url, string? key, CancellationToken cancellationToken)
    {
        var found = await live.GetAsync(address.Name, cancellationToken).ConfigureAwait(false);
        return chooser.Choose(found, address, url.Scheme, options, key)
            ?? throw new HttpRequestException(HttpRequestError.NameResolutionError, Nothing(found, address, url));
    }

    private async Task<HttpResponseMessage> SendToAsync(Endpoint endpoint, HttpRequestMessage request, Uri url, CancellationToken cancellationToken)
    {
        using var underWay = chooser.Begin(endpoint);
        var hadHost = request.Headers.Host;
        request.RequestUri = new UriBuilder(url) { Host = endpoint.Host, Port = endpoint.Port }.Uri;
        if (!options.SendInstanceHost)
        {
            request.Headers.Host ??= url.IdnHost;
        }

        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            (request.RequestUri, request.Headers.Host) = (url, hadHost);
        }
    }

    private string Nothing(InstanceSet found, LogicalAddress address, Uri url) =>
        found.Count == 0 ? $"no live instance of '{address.Name}' is known: is it advertised under that name, and by a server of this cluster?"
        : $"no live instance of '{address.Name}' has an endpoint '{address.Endpoint ?? url.Scheme}' and a weight above 0{(options.ZoneOrder.Count == 0 ? "" : $", in a zone of {string.Join(", ", options.ZoneOrder)}")}: "
            + $"its {found.Count} instances have {string.Join(", ", found.SelectMany(instance => instance.Endpoints).Select(endpoint => endpoint.Name).Distinct())}";
}
