using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansNaming.Gateway.Dns;
using OrleansNaming.Node;

namespace OrleansNaming.SiloHost;

/// <summary>The naming silo as a process: a silo, and the HTTP API over its engine.</summary>
internal static class SiloProgram
{
    private const string DefaultUrl = "http://127.0.0.1:7600";

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await app.StartAsync().ConfigureAwait(false);
            var engine = app.Services.GetRequiredService<INamingEngine>();
            var cluster = app.Services.GetRequiredService<IOptions<NamingOptions>>().Value.Cluster;
            var dns = app.Services.GetService<DnsServer>()?.EndPoint is { } endpoint ? $"   DNS {endpoint}" : "";
            Console.WriteLine($"server {engine.Server} of cluster {cluster} is up   API {string.Join(' ', app.Urls)}{dns}   {engine.Engine}");
            await app.WaitForShutdownAsync().ConfigureAwait(false);
            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            return await ComplainAsync(string.Join(Environment.NewLine, wrong.Failures), exitCode: 2).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is NamingException or InvalidOperationException or AddressInUseException || failed.InnerException is AddressInUseException)
        {
            return await ComplainAsync(failed.Message, exitCode: 1).ConfigureAwait(false);
        }
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // a start that failed is told in one line, without a stack
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.AddNamingServerDefaults();
        if (builder.Configuration.GetValue("Naming:Dns:Enabled", false))
        {
            builder.Services.AddNamingDns();
        }

        var host = Options(builder.Configuration);
        var naming = builder.Configuration.GetSection(NamingOptions.Section).Get<NamingOptions>() ?? new NamingOptions();
        builder.UseOrleans(silo =>
        {
            Clustering.Use(silo, host, naming.Cluster);
            silo.Configure<SiloOptions>(options => options.SiloName = naming.Server);
            silo.UseNamingMembership();
            silo.UseNaming();
        });
        var app = builder.Build();
        app.MapNaming();
        if (builder.Configuration.GetValue("Naming:Consul:Enabled", false))
        {
            app.MapConsulApi();
        }

        if (builder.Configuration.GetValue("Naming:Eureka:Enabled", false))
        {
            app.MapEurekaApi();
        }

        if (app.Configuration.GetValue("Naming:Targets:Enabled", true))
        {
            app.MapNamingTargets();
        }

        return app;
    }

    /// <summary>Read before the host is built, since they say how it is.</summary>
    private static SiloHostOptions Options(ConfigurationManager configuration)
    {
        var options = new SiloHostOptions();
        try
        {
            configuration.GetSection(SiloHostOptions.Section).Bind(options);
        }
        catch (InvalidOperationException unreadable)
        {
            throw new OptionsValidationException("", typeof(SiloHostOptions), [unreadable.Message]);
        }

        var result = new SiloHostOptionsValidator().Validate(null, options);
        return result.Failed ? throw new OptionsValidationException("", typeof(SiloHostOptions), result.Failures) : options;
    }

    private static async Task<int> ComplainAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync(message).ConfigureAwait(false);
        return exitCode;
    }
}
