using Microsoft.Extensions.Options;

namespace OrleansNaming.Gateway.Consul;

/// <summary>Refuses a start with options that cannot work.</summary>
internal sealed class NamingConsulOptionsValidator : IValidateOptions<NamingConsulOptions>
{
    public ValidateOptionsResult Validate(string? name, NamingConsulOptions options) =>
        options.Datacenter is { Length: >= 1 and <= 63 } && options.Datacenter.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_')
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Naming:Consul:Datacenter '{options.Datacenter}' is not 1 to 63 of a-z 0-9 - _");
}
