using Microsoft.Extensions.DependencyInjection;

namespace OrleansNaming;

/// <summary>The builder that every entry point hands out.</summary>
internal sealed class NamingBuilder(IServiceCollection services) : INamingBuilder
{
    public IServiceCollection Services { get; } = services;
}
