using Microsoft.Extensions.Options;

namespace OrleansNaming.Gateway;

/// <summary>Refuses a start with options that cannot work, and says which and what to do. Never prints a key.</summary>
internal sealed class NamingApiOptionsValidator : IValidateOptions<NamingApiOptions>
{
    /// <summary>Shorter ones can be guessed.</summary>
    private const int KeyLengthMin = 16;

    public ValidateOptionsResult Validate(string? name, NamingApiOptions options)
    {
        var wrong = new List<string>();
        Keys(nameof(NamingApiOptions.AdminKeys), options.AdminKeys, wrong);
        Keys(nameof(NamingApiOptions.ReadKeys), options.ReadKeys, wrong);
        if (options.ReadKeys.Count > 0 && options.AdminKeys.Count == 0)
        {
            wrong.Add("Naming:Api:ReadKeys are set without Naming:Api:AdminKeys, so nobody could write: set an admin key too");
        }

        Range(nameof(NamingApiOptions.WatchersMax), options.WatchersMax, 1, 100_000, wrong);
        Range(nameof(NamingApiOptions.WatchersPerCallerMax), options.WatchersPerCallerMax, 1, 100_000, wrong);
        Range(nameof(NamingApiOptions.ConnectionsMax), options.ConnectionsMax, 1, 1_000_000, wrong);
        Range(nameof(NamingApiOptions.ConnectionsPerCallerMax), options.ConnectionsPerCallerMax, 1, 1_000_000, wrong);
        Range(nameof(NamingApiOptions.WritesPerSecond), options.WritesPerSecond, 1, 1_000_000, wrong);
        Range(nameof(NamingApiOptions.BulkReadsMax), options.BulkReadsMax, 1, 10_000, wrong);
        Range(nameof(NamingApiOptions.BulkReadsWaitingMax), options.BulkReadsWaitingMax, 0, 100_000, wrong);
        if (options.Heartbeat < TimeSpan.FromSeconds(1) || options.Heartbeat > TimeSpan.FromMinutes(5))
        {
            wrong.Add($"Naming:Api:Heartbeat {options.Heartbeat} is not between 00:00:01 and 00:05:00");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void Range(string property, int value, int min, int max, List<string> wrong)
    {
        if (value < min || value > max)
        {
            wrong.Add($"Naming:Api:{property} {value} is not between {min} and {max}");
        }
    }

    private static void Keys(string property, IList<string> keys, List<string> wrong)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i].Length < KeyLengthMin || keys[i].Any(c => c is <= ' ' or > '~'))
            {
                wrong.Add($"Naming:Api:{property}:{i} is too short or has characters that no header carries: use at least {KeyLengthMin} printable ones, such as from 'openssl rand -hex 32'");
            }
        }
    }
}
