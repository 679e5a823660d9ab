using System.Net;
using Microsoft.Extensions.Options;

namespace OrleansNaming.SiloHost;

/// <summary>Refuses a start with options that cannot work, and says which and what to do. Never prints a connection string: there is a password in it.</summary>
internal sealed class SiloHostOptionsValidator : IValidateOptions<SiloHostOptions>
{
    public ValidateOptionsResult Validate(string? name, SiloHostOptions options)
    {
        var wrong = new List<string>();
        Port(nameof(options.SiloPort), options.SiloPort, wrong);
        Port(nameof(options.GatewayPort), options.GatewayPort, wrong);
        if (options.SiloPort == options.GatewayPort)
        {
            wrong.Add($"Naming:Host:SiloPort and Naming:Host:GatewayPort are both {options.SiloPort}: silos and clients need a port each");
        }

        Storage(options, wrong);
        if (options.Address is { } address && !IPAddress.TryParse(address, out _))
        {
            wrong.Add($"Naming:Host:Address '{address}' is no IP address: set the one that other silos reach, or leave it out");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void Storage(SiloHostOptions options, List<string> wrong)
    {
        if (!Enum.IsDefined(options.Storage))
        {
            wrong.Add($"Naming:Host:Storage '{options.Storage}' is none of {string.Join(", ", Enum.GetNames<HostStorage>())}");
        }
        else if (options.Storage == HostStorage.Localhost && (options.ConnectionString is { Length: > 0 } || options.Address is not null))
        {
            wrong.Add("Naming:Host:ConnectionString or Address is set, and Naming:Host:Storage is Localhost, which needs neither: did you mean Naming__Host__Storage=PostgreSql?");
        }
        else if (options.Storage != HostStorage.Localhost && options.ConnectionString is not { Length: > 0 })
        {
            wrong.Add($"Naming:Host:Storage is {options.Storage}, and Naming:Host:ConnectionString is empty: set Naming__Host__ConnectionString");
        }

        if (options.PrimaryPort is { } primary)
        {
            Port(nameof(options.PrimaryPort), primary, wrong);
            if (options.Storage != HostStorage.Localhost)
            {
                wrong.Add($"Naming:Host:PrimaryPort is set, and Naming:Host:Storage is {options.Storage}, where silos meet without a first one: leave it out");
            }
        }
    }

    private static void Port(string property, int port, List<string> wrong)
    {
        if (port is < 1 or > 65_535)
        {
            wrong.Add($"Naming:Host:{property} {port} is not between 1 and 65535");
        }
    }
}
