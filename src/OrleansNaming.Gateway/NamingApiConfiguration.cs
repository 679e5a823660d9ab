using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansNaming.Gateway;

/// <summary>Binds the options from the section <c>Naming:Api</c>.</summary>
internal sealed class NamingApiConfiguration(IServiceProvider services) : IConfigureOptions<NamingApiOptions>
{
    public void Configure(NamingApiOptions options) => services.GetService<IConfiguration>()?.GetSection(NamingApiOptions.Section).Bind(options);

    /// <summary>The options as they are for a part that is made before, or beside, the application's own options: bound, changed, checked.</summary>
    public static NamingApiOptions Read(IServiceProvider services) => new OptionsFactory<NamingApiOptions>(
        [new NamingApiConfiguration(services), .. services.GetServices<IConfigureOptions<NamingApiOptions>>()],
        services.GetServices<IPostConfigureOptions<NamingApiOptions>>(),
        [new NamingApiOptionsValidator(), .. services.GetServices<IValidateOptions<NamingApiOptions>>()]).Create(Microsoft.Extensions.Options.Options.DefaultName);
}
