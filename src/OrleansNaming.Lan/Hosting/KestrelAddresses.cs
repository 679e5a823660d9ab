using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansNaming.Lan.Hosting;

/// <summary>Where the application's web server listens, with the ports that it really got; empty in a process without one.</summary>
internal sealed class KestrelAddresses(IServiceProvider services) : IListeningAddresses
{
    public IReadOnlyList<Uri> Addresses =>
        [.. (services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(ToUri).OfType<Uri>()];

    // Kestrel prints "http://[::]:5000" and, before it has a real host, "http://*:5000" and "http://+:5000", which are no URIs.
    private static Uri? ToUri(string address) =>
        Uri.TryCreate(address.Replace("://*", "://[::]", StringComparison.Ordinal).Replace("://+", "://[::]", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            ? uri
            : null;
}
