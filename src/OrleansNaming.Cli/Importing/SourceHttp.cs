using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OrleansNaming.Cli.Importing;

/// <summary>
/// Asks another registry over HTTP, and believes nothing: no redirects, an answer has its time and at most 16 MiB, and whatever is not JSON of an expected shape is told as trouble.
/// </summary>
internal sealed class SourceHttp : IDisposable
{
    /// <summary>Bytes of one answer.</summary>
    public const int BytesMax = Limits.SnapshotBytes;

    /// <summary>Beside what it may wait on purpose.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly string _base;

    /// <param name="from">The base of the registry's API; a user and password in it are shown to the registry alone.</param>
    /// <param name="token">Consul's token; null for none.</param>
    /// <param name="time">The clock of deadlines.</param>
    public SourceHttp(Uri from, string? token, TimeProvider time)
    {
        (_time, _base) = (time, PlainOf(from));
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = BytesMax,
        };
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        if (from.UserInfo.Length > 0)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(from.UserInfo))));
        }

        if (token is { Length: > 0 })
        {
            _http.DefaultRequestHeaders.Add("X-Consul-Token", token);
        }
    }

    /// <summary>An address without the password in it and without the last slash.</summary>
    public static string PlainOf(Uri from) => from.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    /// <param name="path">Behind the base.</param>
    /// <param name="wait">How long it may wait on purpose.</param>
    /// <param name="ends">Ends everything.</param>
    public async Task<SourceAnswer> GetAsync(string path, TimeSpan wait, CancellationToken ends)
    {
        // Consul adds up to a sixteenth to a wait, so that not all come at once.
        using var deadline = new CancellationTokenSource(wait + wait / 16 + Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ends);
        try
        {
            using var response = await _http.GetAsync(new Uri($"{_base}{path}"), either.Token).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            if (status != 200)
            {
                return new SourceAnswer(null, null, $"{_base}{path} answers {status}", status);
            }

            var stream = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            var body = await JsonDocument.ParseAsync(stream, cancellationToken: either.Token).ConfigureAwait(false);
            return new SourceAnswer(body, IndexOf(response), null, status);
        }
        catch (JsonException)
        {
            return Failed("answers with something that is no JSON");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return Failed(broken is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } ? $"answers with more than {BytesMax} bytes" : $"is not reached: {broken.Message}");
        }
        catch (OperationCanceledException) when (!ends.IsCancellationRequested)
        {
            return Failed("does not answer in time");
        }

        SourceAnswer Failed(string why) => new(null, null, $"{_base}{path} {why}", 0);
    }

    public void Dispose() => _http.Dispose();

    private static ulong? IndexOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Consul-Index", out var values) && ulong.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
