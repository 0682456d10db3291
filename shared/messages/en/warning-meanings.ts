/** What a warning means for whoever gets the unit. */
export const warningMeanings = {
  'warningMeans.optional_refused':
    'The document lets one leave this step out. The unit works without it, but keeps its old setting.',
  'warningMeans.echo_stays': 'The module sends back what it is told. A controller must expect the echo.',
  'warningMeans.rate_unchanged':
    'The module was not fixed at the wanted rate. After a restart it may find another one by itself.',
  'warningMeans.final_code_missing':
    'The answer came without OK. It was taken for what it says; a controller that waits for OK would wait in vain.',
  'warningMeans.circuit_fallback_not_preferred':
    'The unit is registered in a way that is not meant for it. It works, but the network may treat it otherwise.',
  'warningMeans.imei_check_digit':
    'The number is no valid IMEI, or was not written as a whole. Platforms may refuse it.',
  'warningMeans.identity_missing':
    'A number of the unit or its card is not known, so this report does not name it.',
  'warningMeans.replayed': 'Everything was answered by a recording. This proves nothing of any unit.',
  'warningMeans.commands_typed':
    'Somebody sent commands by hand in the middle of the run. They are in the log; the outcome may rest on them.',
  'warningMeans.delivery_mode_differs':
    'The message came back, but not in the way that was set. A controller must be ready for both ways.',
  'warningMeans.notice_missing':
    'The message was in the cache, but the module did not tell. A controller would have to look by itself.',
  'warningMeans.acknowledgement_missing':
    'The message came back, so it was delivered; the module just did not print the acknowledgement.',
  'warningMeans.return_not_proved':
    'The message was sent and accepted, but could not come back here. That it arrived at the broker is not proved.',
  'warningMeans.cache_full_of_copies':
    'The copy that was read may be an older one. Only the notice shows that a new one came.',
  'warningMeans.loopback_shared':
    'What came back may be another unit’s message. With {imei} in the topic or the payload it would be proof.',
  'warningMeans.supply_voltage':
    'The module saw its supply leave the permitted range. It may restart when it transmits.',
  'warningMeans.already_closed': 'There was nothing left to be closed; the session had ended before.',
  'warningMeans.answered_after_retry':
    'The first attempt failed and a later one worked. Seen more than once, it points to the network or the supply.',
  'warningMeans.recovered':
    'The step failed first, and passed after the module was set up again. The cause of the failure is not known.',
} as const;
