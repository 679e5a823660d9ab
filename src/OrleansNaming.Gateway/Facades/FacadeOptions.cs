using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansNaming.Gateway.Facades;

/// <summary>The options of a façade, made when it is mapped: bound, then changed by code, then checked, so that wrong ones fail the start.</summary>
internal static class FacadeOptions
{
    public static T Read<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        IServiceProvider services, Action<IConfiguration, T> bind, IValidateOptions<T> validator)
        where T : class => new OptionsFactory<T>(
            [new ConfigureOptions<T>(options => Bind(services, bind, options)), .. services.GetServices<IConfigureOptions<T>>()],
            services.GetServices<IPostConfigureOptions<T>>(),
            [validator, .. services.GetServices<IValidateOptions<T>>()]).Create(Options.DefaultName);

    private static void Bind<T>(IServiceProvider services, Action<IConfiguration, T> bind, T options)
    {
        if (services.GetService<IConfiguration>() is { } configuration)
        {
            bind(configuration, options);
        }
    }
}
