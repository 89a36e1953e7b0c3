/// What applicants send in the last hour of a call, for `wrk`.
///
/// Arguments: the address of the call, a file of tokens (one a unit), a file of leaders (unit and
/// person a line), a file for what was acknowledged, milliseconds between two requests of one
/// connection.
enum SeasonScript {
    static let submitting = #"""
        local call, tokens, leaders, pause, at, bad, acks, ended = "", {}, {}, 0, 0, 0, nil, ""
        local words = string.rep("围绕低温环境下焊接裂纹的形成机理开展试验和数值模拟，提出可以检验的判据。", 6)
        function init(args)
          call = args[1]
          for line in io.lines(args[2]) do tokens[#tokens + 1] = line end
          for line in io.lines(args[3]) do leaders[#leaders + 1] = line end
          acks = io.open(args[4], "a")
          acks:setvbuf("line")
          pause = tonumber(args[5])
          ended = args[3] .. ".ended"
          math.randomseed(7)
        end
        function delay() return pause > 0 and math.random(0, pause * 2) or 0 end
        function request()
          at = at + 1
          -- Answers that are still under way are waited for with requests that do nothing.
          if at > #leaders then return wrk.format("GET", "/health") end
          local unit, leader = leaders[at]:match("(%d+) (%d+)")
          local body = string.format(
            '{"secrecy":"open","commitment":true,"fields":{"kind":"general",' ..
            '"title":"第%s号试验：低温焊接裂纹的判据","keywords":"焊接、低温、裂纹","subject":"430",' ..
            '"leader":%s,"starts_on":"2027-01-01","ends_on":"2028-12-31","requested":"80000.00",' ..
            '"lump_sum_promise":true,"ethics":"none","summary":"%s","basis":"%s","content":"%s",' ..
            '"innovation":"%s","route":"%s","foundation":"%s","targets":[{"indicator":"papers",' ..
            '"kind":"quantity","name":"发表论文","comparison":"at-least","value":"2","unit":"篇"}],' ..
            '"answers":[{"question":"scientific_question","answer":"裂纹在什么条件下必然出现"}]}}',
            leader, leader, words, words, words, words, words, words)
          return wrk.format("POST", call, { ["Authorization"] = "Bearer " .. tokens[tonumber(unit)],
            ["Content-Type"] = "application/json" }, body)
        end
        function response(status, headers, body)
          if status == 201 then
            acks:write(body:match('"receipt_no" ?: ?"([^"]+)"') or "?", " ",
              body:match('"receipt_digest" ?: ?"([^"]+)"') or "?", "\n")
          elseif status ~= 200 and bad < 3 then
            bad = bad + 1
            io.stderr:write(status, " ", body:sub(1, 600), "\n")
          end
          -- `wrk` sleeps to its last second: whoever started it ends it when it sees this file.
          if at > #leaders + 400 and ended ~= "" then
            io.open(ended, "w"):close()
            ended = ""
          end
        end
        function done(summary, latency)
          local errors = summary.errors
          print(string.format("OUTCOME %f %f %f %d", summary.requests / (summary.duration / 1e6),
            latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
            errors.status + errors.connect + errors.read + errors.write + errors.timeout))
        end

        """#

    /// Those who look meanwhile. Arguments: a cookie, then addresses.
    static let reading = #"""
        local cookie, pages = "", {}
        function init(args)
          cookie = args[1]
          for n = 2, #args do pages[#pages + 1] = args[n] end
          math.randomseed(11)
        end
        function delay() return 150 end
        function request()
          return wrk.format("GET", pages[math.random(#pages)], { Cookie = "dongting=" .. cookie })
        end
        function done(summary, latency)
          local errors = summary.errors
          print(string.format("OUTCOME %f %f %d", latency:percentile(99) / 1e3, latency.max / 1e3,
            errors.status + errors.connect + errors.read + errors.write + errors.timeout))
        end

        """#
}
