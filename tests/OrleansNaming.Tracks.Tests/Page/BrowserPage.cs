using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansNaming.Tracks.Tests.Page;

/// <summary>A page as its reader uses it: what is clicked and typed into is found by the words that stand on it, and hit with a real mouse and keyboard.</summary>
internal sealed class BrowserPage(DevTools tools, string session)
{
    /// <summary>The element that is called so: a button, a field by its label, a link, a box by the beginning of its description. Where it can be seen.</summary>
    private const string Find = """
        const found = name => {
          const called = element => [element.getAttribute("aria-label"), element.firstChild?.textContent, element.textContent].map(text => text?.trim());
          const all = [...document.querySelectorAll("button, label, a, [role=button]")].filter(element => element.getClientRects().length);
          const one = all.find(element => called(element).includes(name)) ?? all.find(element => element.getAttribute("aria-label")?.startsWith(name + ":"));
          return one?.control ?? one;
        };
        """;

    private readonly ConcurrentQueue<string> _troubles = new();

    /// <summary>Dialogs that opened, scripts that failed, and what the page's policy kept from running or loading.</summary>
    public IReadOnlyCollection<string> Troubles => _troubles;

    public async Task PrepareAsync()
    {
        foreach (var domain in new[] { "Page", "Runtime", "Log" })
        {
            await SendAsync($"{domain}.enable");
        }
    }

    public void Happened(string method, JsonNode what)
    {
        switch (method)
        {
            case "Page.javascriptDialogOpening":
                _troubles.Enqueue($"dialog: {what["message"]}");
                break;
            case "Runtime.exceptionThrown":
                _troubles.Enqueue($"exception: {what["exceptionDetails"]!.ToJsonString()}");
                break;
            case "Log.entryAdded" when (string?)what["entry"]!["source"] is "security" or "javascript":
                _troubles.Enqueue($"{what["entry"]!["source"]}: {what["entry"]!["text"]}");
                break;
        }
    }

    public async Task GoAsync(Uri url)
    {
        await SendAsync("Page.navigate", new JsonObject { ["url"] = "about:blank" }); // an address that differs only behind # would load nothing
        await SendAsync("Page.navigate", new JsonObject { ["url"] = url.AbsoluteUri });
        await SeesAsync($"location.href === {Quoted(url.AbsoluteUri)} && document.readyState === 'complete'", $"{url} is loaded");
    }

    public async Task<T> AskAsync<T>(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = $"(() => {{ {Find} return {expression}; }})()", ["returnByValue"] = true });
        return answer["exceptionDetails"] is { } details
            ? throw new InvalidOperationException($"{expression}: {details.ToJsonString()}")
            : answer["result"]!["value"].Deserialize<T>()!;
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task SeesAsync(string expression, string what)
    {
        try
        {
            await Eventually.Holds(() => AskAsync<bool>($"!!({expression})"), static isSo => isSo, what);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; the page says: {await AskAsync<string>("document.body.innerText")}; {string.Join('\n', Troubles)}", e);
        }
    }

    /// <summary>Waits until the page says something to its reader.</summary>
    public Task ReadsAsync(string text) => SeesAsync($"document.getElementById('messages').innerText.includes({Quoted(text)})", $"the page says '{text}'");

    public Task ClickAsync(string name) => DragAsync(name, 0, 0);

    /// <summary>Takes what is called so in its middle, and drops it elsewhere.</summary>
    public async Task DragAsync(string name, int dx, int dy)
    {
        await SeesAsync($"found({Quoted(name)})", $"there is a '{name}'");
        var at = await AskAsync<double[]>($"(one => (one.scrollIntoView({{ block: 'center', inline: 'center' }}), one = one.getBoundingClientRect(), [one.x + one.width / 2, one.y + one.height / 2]))(found({Quoted(name)}))");
        await MouseAsync("mousePressed", at[0], at[1]);
        if (dx != 0 || dy != 0)
        {
            await MouseAsync("mouseMoved", at[0] + (dx / 2), at[1] + (dy / 2));
            await MouseAsync("mouseMoved", at[0] + dx, at[1] + dy);
        }

        await MouseAsync("mouseReleased", at[0] + dx, at[1] + dy);
    }

    /// <summary>Types over what stands in a field, and goes on to the next one.</summary>
    public async Task TypeAsync(string field, string text)
    {
        await ClickAsync(field);
        await AskAsync<bool>("(document.activeElement.select?.(), true)");
        await SendAsync("Input.insertText", new JsonObject { ["text"] = text });
        await PressAsync("Tab", 9);
    }

    /// <summary>Chooses in a list by the beginning of what stands there.</summary>
    public async Task ChooseAsync(string field, string beginning)
    {
        await SeesAsync($"found({Quoted(field)})", $"there is a '{field}'");
        await AskAsync<bool>($"(found({Quoted(field)}).focus(), true)"); // a click would open a list that is no part of the page
        foreach (var letter in beginning)
        {
            await PressAsync($"{letter}", 0, $"{letter}");
        }

        await SeesAsync($"[...found({Quoted(field)}).selectedOptions].some(one => one.text.startsWith({Quoted(beginning)}))", $"'{field}' is '{beginning}'");
    }

    public async Task PressAsync(string key, int code, string text = "")
    {
        await SendAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = "keyDown", ["key"] = key, ["windowsVirtualKeyCode"] = code, ["text"] = text });
        await SendAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = "keyUp", ["key"] = key, ["windowsVirtualKeyCode"] = code });
    }

    /// <summary>Where a box of the drawing stands.</summary>
    public Task<int[]> PlaceAsync(string box) => AskAsync<int[]>($"(rect => [+rect.getAttribute('x'), +rect.getAttribute('y')])(found({Quoted(box)}).querySelector('rect'))");

    /// <summary>As a script writes it.</summary>
    public static string Quoted(string text) => JsonSerializer.Serialize(text);

    private async Task MouseAsync(string type, double x, double y) =>
        await SendAsync("Input.dispatchMouseEvent", new JsonObject { ["type"] = type, ["x"] = x, ["y"] = y, ["button"] = "left", ["buttons"] = type == "mouseReleased" ? 0 : 1, ["clickCount"] = 1 });

    private Task<JsonNode> SendAsync(string method, JsonObject? parameters = null) => tools.SendAsync(method, parameters, session);
}
