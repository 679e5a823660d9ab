using Microsoft.Extensions.Options;

namespace OrleansNaming.Silo;

/// <summary>Refuses a start with options that cannot work, and says which and what to do.</summary>
internal sealed class NamingSiloOptionsValidator : IValidateOptions<NamingSiloOptions>
{
    public ValidateOptionsResult Validate(string? name, NamingSiloOptions options)
    {
        var wrong = new List<string>();
        Between(nameof(options.Interval), options.Interval, TimeSpan.FromSeconds(0.2), TimeSpan.FromMinutes(1), wrong);
        Between(nameof(options.AloneAfter), options.AloneAfter, TimeSpan.Zero, TimeSpan.FromHours(1), wrong);
        Between(nameof(options.LeaveTimeout), options.LeaveTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(5), wrong);
        Defined(nameof(options.Payload), options.Payload, wrong);
        Defined(nameof(options.JoinMode), options.JoinMode, wrong);
        Defined(nameof(options.Notices), options.Notices, wrong);
        Defined(nameof(options.Pulls), options.Pulls, wrong);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void Between(string property, TimeSpan value, TimeSpan least, TimeSpan most, List<string> wrong)
    {
        if (value < least || value > most)
        {
            wrong.Add($"Naming:Silo:{property} {value} is not between {least} and {most}: set {property} in code, in section 'Naming:Silo' or as Naming__Silo__{property}");
        }
    }

    private static void Defined<T>(string property, T value, List<string> wrong)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            wrong.Add($"Naming:Silo:{property} '{value}' is none of {string.Join(", ", Enum.GetNames<T>())}");
        }
    }
}
