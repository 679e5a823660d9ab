using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansNaming.Gateway;

/// <summary>Binds the options from the section <c>Naming:Api</c>.</summary>
internal sealed class NamingApiConfiguration(IServiceProvider services) : IConfigureOptions<NamingApiOptions>
{
    public void Configure(NamingApiOptions options) => services.GetService<IConfiguration>()?.GetSection(NamingApiOptions.Section).Bind(options);
}
