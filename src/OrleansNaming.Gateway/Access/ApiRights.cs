using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using OrleansNaming.Api;

namespace OrleansNaming.Gateway.Access;

/// <summary>
/// Grants keys and takes them back while servers run (row E35). Where servers share a store, each looks at it every second: a key that was taken back anywhere is refused everywhere a second later, as long as the
/// store can be read; else what was read last counts.
/// </summary>
internal sealed partial class ApiRights : IDisposable
{
    /// <summary>Granted keys, at most.</summary>
    public const int Max = 1_000;

    private const int KeyBytes = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lazy<IRightStore> _store;
    private readonly ApiKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly ITimer _timer;

    public ApiRights(Func<IRightStore> store, ApiKeys keys, TimeProvider time, ILogger<ApiRights> logger)
    {
        (_store, _keys, _time, _logger) = (new Lazy<IRightStore>(store), keys, time, logger);
        _timer = time.CreateTimer(_ => _ = TryRefreshAsync(), null, TimeSpan.Zero, Pause);
    }

    /// <summary>Everybody who has a key.</summary>
    public async Task<ApiRightList> ListAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        return new ApiRightList(
        [
            .. _keys.Configured.Select(key => new ApiRight(key.Name, key.Role.ToString(), true)),
            .. _keys.Granted.Select(right => new ApiRight(right.Name, right.Role.ToString(), false, right.GrantedAt)),
        ]);
    }

    /// <summary>Makes a key with a role; in place of the one of that name, which is refused from now on.</summary>
    /// <returns>The right with its key, which nobody can read again.</returns>
    /// <exception cref="NamingException">The name or the role is none, the name is a configured key's, there is no configured administrator, or there are too many.</exception>
    public async Task<ApiRight> GrantAsync(string name, string? role, CancellationToken cancellationToken)
    {
        var wanted = Checked(name, role);
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (_keys.Granted.Count >= Max && _keys.Granted.All(right => right.Name != name))
        {
            throw new NamingException(Refusal.TooMany, $"{Max} keys are granted: revoke one");
        }

        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        var right = new Right(name, wanted, Convert.ToBase64String(ApiKeys.HashOf(key)), _time.GetUtcNow());
        await _store.Value.PutAsync(right, cancellationToken).ConfigureAwait(false);
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        return new ApiRight(name, wanted.ToString(), false, right.GrantedAt, key);
    }

    /// <exception cref="NamingException">No granted key has that name.</exception>
    public async Task RevokeAsync(string name, CancellationToken cancellationToken)
    {
        if (!await _store.Value.RemoveAsync(name, cancellationToken).ConfigureAwait(false))
        {
            throw new NamingException(Refusal.NotFound, $"no key named '{name}' is granted; one that stands in the configuration is taken from there");
        }

        await RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _timer.Dispose();
        (_store.IsValueCreated ? _store.Value as IDisposable : null)?.Dispose();
    }

    private NamingRole Checked(string name, string? role)
    {
        if (!_keys.HasAdministrator)
        {
            // Else a server that cannot read its store yet would take itself for one without keys, where this machine may do everything.
            throw new NamingException(Refusal.Invalid, "this server has no key of an administrator in its configuration: set Naming__Api__AdminKeys__0 first");
        }

        return NamePath.CheckSegment(name) is { } why ? throw new NamingException(Refusal.Invalid, $"'{name}' is no name of a key: {why}")
            : _keys.Configured.Any(key => key.Name == name) ? throw new NamingException(Refusal.AlreadyBound, $"'{name}' stands in the configuration")
            : TryRead(role, out var wanted) ? wanted
            : throw new NamingException(Refusal.Invalid, "'role' is none of Viewer, Author, Operator and Administrator");
    }

    /// <summary>A role by its name, in any case; never by its number.</summary>
    public static bool TryRead(string? text, out NamingRole role) =>
        Enum.TryParse(text, ignoreCase: true, out role) && role != NamingRole.Anyone && string.Equals(text, role.ToString(), StringComparison.OrdinalIgnoreCase);

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _keys.Granted = await _store.Value.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task TryRefreshAsync()
    {
        try
        {
            if (_keys.HasAdministrator && _reading.CurrentCount > 0)
            {
                await RefreshAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Lines.NotRead(_logger, e.Message);
        }
    }

    private static partial class Lines
    {
        [LoggerMessage(3003, LogLevel.Debug, "Granted rights could not be read; what was read before counts: {Why}", EventName = "RightsNotRead")]
        public static partial void NotRead(ILogger logger, string why);
    }
}
