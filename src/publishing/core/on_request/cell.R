# Runs the code of a cell as a console would, with names of its own, and says in words what it drew.

setwd("/book")

# The graphics functions that the open device has recorded, each a list of its arguments by name.
drawn <- function() {
  lapply(recordPlot()[[1]], function(step) {
    given <- as.list(step[[2]])
    list(name = if (is.list(given[[1]])) given[[1]]$name else "", given = given[-1])
  })
}

said <- function(values, most = 24) {
  values <- if (is.numeric(values)) format(signif(values, 4), trim = TRUE, drop0trailing = TRUE) else values
  left <- length(values) - most
  paste0(toString(head(values, most)), if (left > 0) paste(", and", left, "more"))
}

counted <- function(number, one) paste0(number, " ", one, if (number != 1) "s")

bars <- function(given, labels) {
  sides <- lapply(given[1:4], as.numeric)
  long <- if (all(sides[[2]] == 0)) sides[[4]] else if (all(sides[[1]] == 0)) sides[[3]]
  number <- max(lengths(sides))
  if (is.null(long)) return(counted(number, "rectangle"))
  named <- if (length(labels) == length(long)) paste(labels, sapply(long, said)) else long
  paste0(counted(number, "bar"), ": ", said(named))
}

places <- function(x, y) paste0("(", vapply(x, said, ""), "; ", vapply(y, said, ""), ")")

one_step <- function(step, labels) {
  given <- step$given
  switch(step$name,
    C_title = {
      names <- c("titled", "with the note", "the axis across says", "the axis upwards says")
      there <- which(!vapply(given[1:4], is.null, TRUE))
      if (length(there)) toString(paste0(names[there], " '", vapply(given[there], said, ""), "'"))
    },
    C_rect = bars(given, labels),
    C_plotXY = if (!identical(given[[2]], "n")) {
      at <- given[[1]]
      kind <- if (given[[2]] %in% c("l", "s", "S")) "line through " else ""
      paste0(kind, counted(length(at$x), "point"), ": ", said(places(at$x, at$y)))
    },
    C_segments = {
      strokes <- paste(places(given[[1]], given[[2]]), "to", places(given[[3]], given[[4]]))
      paste0(counted(length(strokes), "stroke"), ": ", said(strokes))
    },
    C_abline = paste("a line at", said(unlist(given[3:4]))),
    C_mtext = paste("written beside it:", said(as.character(given[[1]]))),
    C_text = paste("written in it:", said(as.character(given[[2]])))
  )
}

words <- function() {
  steps <- drawn()
  axes <- Filter(function(step) step$name == "C_axis" && is.character(step$given[[3]]), steps)
  labels <- if (length(axes)) axes[[1]]$given[[3]]
  found <- unlist(lapply(steps, one_step, labels = labels))
  paste0("A plot, ", paste(found[nzchar(found)], collapse = "; "), ".")
}

at_console <- function(code, names) {
  for (line in parse(text = code, keep.source = FALSE)) {
    value <- withVisible(eval(line, names))
    if (value$visible) print(value$value)
  }
}

run_cell <- function(code) {
  dev.control("enable")
  told <- character()
  tell <- function() {
    if (is.null(recordPlot()[[1]])) return()
    now <- words()
    # Several frames of one picture: what is said of more of them takes in what was said of fewer.
    last <- length(told)
    same <- last && startsWith(now, sub("[.]$", "", told[last]))
    told[last + !same] <<- now
  }
  setHook("before.plot.new", tell, "replace")
  failed <- FALSE
  output <- textConnection(NULL, "w", local = TRUE)
  sink(output)
  on.exit(close(output))
  tryCatch(
    withCallingHandlers(
      at_console(code, new.env(parent = globalenv())),
      warning = function(told) {
        cat("Warning: ", conditionMessage(told), "\n", sep = "")
        invokeRestart("muffleWarning")
      },
      message = function(told) {
        cat(conditionMessage(told))
        invokeRestart("muffleMessage")
      }
    ),
    error = function(problem) {
      failed <<- TRUE
      cat("Error: ", conditionMessage(problem), "\n", sep = "")
    }
  )
  sink()
  tell()
  setHook("before.plot.new", NULL, "replace")
  list(paste(textConnectionValue(output), collapse = "\n"), failed, told)
}
