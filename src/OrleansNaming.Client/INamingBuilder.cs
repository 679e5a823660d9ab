using Microsoft.Extensions.DependencyInjection;

namespace OrleansNaming;

/// <summary>
/// What <c>AddOrleansNaming</c> and <c>UseNaming</c> return: choose an engine (<c>UseLan</c>) or servers (<c>UseServers</c>) on it, and
/// say what this process offers (<c>Advertise</c>).
/// </summary>
public interface INamingBuilder
{
    /// <summary>Where the naming services are registered.</summary>
    IServiceCollection Services { get; }
}
